"""Personal values that belong to nobody, planted where exports hold such, and a search for them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
from pypdf import PdfReader

# Whatever any of these stands in, the one or the other part of it shows that it came through.
NAME = "慕容雪见"
IDENTITY = "990101198506152376"  # its last place follows from the others, as GB 11643 has it
PHONE = "19900007731"
ADDRESS = "临江市东城区柳堤路88号3栋502室"
COMMENT = "窗口的小陈态度特别差，等了两个钟头也没人理我"
PERSONAL: Mapping[str, str] = {
    "申请人姓名": NAME,
    "证件号码": IDENTITY,
    "手机号": PHONE,
    "联系地址": ADDRESS,
    "评价内容": COMMENT,
}
PARTS: Mapping[str, str] = {
    "name": NAME,
    "identity number": IDENTITY[:12],
    "phone": PHONE,
    "address": "柳堤路88号",
    "comment": "小陈态度",
}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ENCODINGS = ("utf-8", "gb18030", "utf-16-le")

Row = Sequence[str]


def as_csv(rows: Sequence[Row]) -> str:
    """Write rows as an export does: commas, quotes where they are needed."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def leaks(texts: Mapping[str, str]) -> list[str]:
    """Return where which of the planted values are found, also in groups or full-width digits."""
    squeezed = {place: text.replace(" ", "") for place, text in texts.items()}
    return [
        f"{place}: {name}"
        for place, text in squeezed.items()
        for name, part in PARTS.items()
        if any(form in text for form in (part, _escaped(part), part.translate(FULL_WIDTH)))
    ]


def outputs(project: Path) -> dict[str, str]:
    """Return every file that a command wrote, by its place: as bytes say, and decoded."""
    found: dict[str, str] = {}
    for path in sorted(_written(project)):
        place = str(path.relative_to(project))
        found[place] = " ".join(path.read_bytes().decode(e, "replace") for e in _ENCODINGS)
        if decoded := _decoded(path):
            found[f"{place} decoded"] = decoded
    return found


def _written(project: Path) -> Iterator[Path]:
    for folder in ("reports", ".cache", ".logs"):
        yield from (path for path in (project / folder).rglob("*") if path.is_file())


def _decoded(path: Path) -> str:
    if path.suffix == ".parquet":
        frame = pd.read_parquet(path)
        return json.dumps(frame.astype("str").to_dict("list"), ensure_ascii=False)
    if path.suffix == ".pdf":
        return "".join(page.extract_text() for page in PdfReader(path).pages).replace("\n", "")
    return ""


def _escaped(text: str) -> str:
    return json.dumps(text)[1:-1]
