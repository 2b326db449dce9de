"""A text file as a stream of bytes in which only ASCII bytes are commas, quotes or line ends."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from analysis.errors import InputsError

# How much is read at once, and looked at to find the encoding.
CHUNK = 1 << 20
_ASCII_ALIKE = ("utf-8", "gb18030")
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# A file in UTF-16 shows itself by the zero half of its commas and digits; so much is looked at.
_LOOKED_AT = 4096
_FEWEST_ZEROS = 0.05


def encodings_of(path: Path, declared: str | None) -> tuple[str, ...]:
    """Return the encodings that a text file may be in, the likeliest first; InputsError.

    One where it is declared or the first bytes tell; else UTF-8 and GB18030, which includes GBK.
    What is valid UTF-8 is hardly ever meant as GB18030, while much UTF-8 would pass for it.
    """
    if declared in _ASCII_ALIKE:
        return (declared,)
    head = next(_pieces(path), b"")
    # The mark of one begins as that of UTF-16 does.
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise wrong_encoding(path, declared)
    if utf_16 := _UTF_16.get(head[:2]) or _utf_16_by_zeros(head):
        return (utf_16,)
    if declared:
        raise wrong_encoding(path, declared)
    if head.startswith(codecs.BOM_UTF8):
        return ("utf-8",)
    return tuple(sorted(_ASCII_ALIKE, key=lambda name: faults(head, name)))


def wrong_encoding(path: Path, declared: str | None) -> InputsError:
    """Return the error for a file that is not in the declared encoding, or in none."""
    if declared:
        said = f"不是 params 的 sources 中声明的编码（encoding: {declared}），请改正"
    else:
        said = "的编码无法识别（可用 UTF-8、GB18030/GBK、UTF-16）"
    return InputsError(f"{path.name} {said}。")


def faults(text: bytes, encoding: str) -> int:
    """Return how many places of a text cannot be decoded, but for one cut off at its end."""
    decoded = codecs.getincrementaldecoder(encoding)("replace").decode(text)
    return decoded.count("\ufffd") - text.count("\ufffd".encode(encoding))


def chunks(path: Path, encoding: str) -> Iterator[bytes]:
    """Yield the text piece by piece without its byte order mark: UTF-16 as UTF-8, else as it is.

    InputsError where the file cannot be read to its end.
    """
    pieces = _pieces(path)
    if encoding in _UTF_16.values():
        pieces, encoding = _as_utf8(path, pieces, encoding), "utf-8"
    first = next(pieces, b"")
    # GB18030 has a mark of its own: U+FEFF, as in the others.
    yield first.removeprefix("\ufeff".encode(encoding))
    yield from pieces


def _as_utf8(path: Path, pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    # A half of a surrogate pair passes through, to be refused where its cell is needed.
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
    for piece in pieces:
        yield decoder.decode(piece).encode("utf-8", "surrogatepass")
    if decoder.getstate()[0]:
        raise InputsError(f"{path.name} 在一个字的中间结束，可能没有传完。请重新取得这个文件。")


def _utf_16_by_zeros(head: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark; None where it is not UTF-16."""
    start = head[:_LOOKED_AT]
    first, second = start[::2].count(0), start[1::2].count(0)
    if min(first, second) or first + second <= _FEWEST_ZEROS * len(start) / 2:
        return None
    return "utf-16-be" if first else "utf-16-le"


def _pieces(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, unpacked."""
    packed = path.suffix.lower() == ".gz"
    try:
        with cast("BinaryIO", gzip.open(path)) if packed else path.open("rb") as content:
            while piece := content.read(CHUNK):
                yield piece
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise InputsError(f"{path.name} 无法读取：压缩文件已损坏或没有传完。") from None
    except OSError:
        raise InputsError(f"{path.name} 无法读取：文件打不开，或已损坏。") from None
