"""Text files as they arrive: which encoding, which delimiter, and a UTF-8 copy where need be."""

from __future__ import annotations

import codecs
import gzip
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, cast

from analysis.errors import InputsError

# Strict decoding decides, in this order: what is valid UTF-8 is hardly ever meant as GB18030,
# while much UTF-8 would pass for it. GB18030 includes GBK, what Excel's plain CSV is in.
_ENCODINGS = ("utf-8-sig", "gb18030")
_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DELIMITERS = ",\t;"
_CHUNK = 1 << 20


def is_text(path: Path) -> bool:
    """Tell whether a file holds text and not a format of its own."""
    return path.name.lower().endswith((".csv", ".csv.gz"))


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file; InputsError where it is none that is read."""
    with opened(path) as content:
        if content.read(2) in _BYTE_ORDER_MARKS:
            return "utf-16"
    for encoding in _ENCODINGS:
        if _decodes(path, encoding):
            return encoding
    raise InputsError(f"{path.name} 的编码无法识别（可用 UTF-8、GB18030/GBK、UTF-16）。")


def delimiter_of(path: Path, encoding: str) -> str:
    """Return the delimiter that the header line holds most of: comma, tab or semicolon."""
    with opened(path) as content, TextIOWrapper(content, encoding) as text:
        header = text.readline()
    return max(_DELIMITERS, key=header.count)


def as_utf8(path: Path, encoding: str, scratch: Path) -> Path:
    """Return a file with the same text in UTF-8: the file itself, or a copy in `scratch`."""
    if encoding == "utf-8-sig":
        return path
    copies = scratch / "utf8"
    copies.mkdir(exist_ok=True)
    # The same name but for .gz, since complaints about the copy name the file.
    copy = copies / path.name.removesuffix(".gz")
    with copy.open("w", encoding="utf-8", newline="") as target:
        for text in _decoded(path, encoding):
            target.write(text)
    return copy


def opened(path: Path) -> BinaryIO:
    """Open a file for reading, unpacking .gz."""
    if path.suffix.lower() == ".gz":
        return cast("BinaryIO", gzip.open(path, "rb"))
    return path.open("rb")


def _decodes(path: Path, encoding: str) -> bool:
    try:
        for _ in _decoded(path, encoding):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    """Yield the text piece by piece: an export may be larger than memory."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with opened(path) as content:
        while chunk := content.read(_CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)
