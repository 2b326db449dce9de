"""An office's own fonts: the files of a folder, and which of them serves what in the PDF."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from analysis.errors import ParamsError
from analysis.named_fonts import OfficeFonts
from analysis.spelling import folded

_COLLECTIONS = frozenset({".ttc", ".otc"})
_FILES = _COLLECTIONS | {".ttf", ".otf"}

# Numbers of entries in a font's table of names (OpenType, name).
_FAMILY, _STYLE, _FULL, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY, _TYPOGRAPHIC_STYLE = 1, 2, 4, 6, 16, 17
_FAMILIES = (_FAMILY, _TYPOGRAPHIC_FAMILY)

# Bits of fsType (OpenType, OS/2): what a font's maker allows. Of the first four the most
# generous counts; a PDF holds outlines and no more of a font than it uses.
_USAGE, _RESTRICTED, _NO_SUBSETTING, _BITMAPS_ONLY = 0x000F, 0x0002, 0x0100, 0x0200

_REGULAR_WEIGHT = 400


@dataclass(frozen=True)
class Face:
    """One font of a file; a collection (.ttc) holds several."""

    path: Path
    number: int
    families: tuple[str, ...]
    full_names: tuple[str, ...]
    weight: int
    embeddable: bool
    variable: bool

    def is_called(self, family: str) -> bool:
        """Tell whether a name, in any language, is this font's; widths and spaces do not count."""
        return folded(family) in {folded(name) for name in (*self.families, *self.full_names)}


def office_faces(fonts: OfficeFonts) -> dict[str, Face]:
    """Return the font that serves each use; ParamsError if there is none or it may not be used."""
    if not fonts.named:
        return {}
    folder = Path(fonts.folder)
    if not folder.is_dir():
        raise ParamsError(
            f"参数 fonts 的 folder：没有文件夹 {folder}。"
            "请把字体文件放进去，或改写成字体所在的文件夹。"
        )
    faces = list(_faces(folder))
    return {use: _chosen(use, family, faces, folder) for use, family in fonts.named.items()}


def renamed(face: Face, family: str) -> bytes:
    """Return the font under another family name, so that no language or system decides which."""
    written = BytesIO()
    with _opened(face.path, face.number) as font:
        names = font["name"]
        postscript = names.getDebugName(_POSTSCRIPT) or face.path.stem
        for number in (*_FAMILIES, _STYLE, _FULL, _POSTSCRIPT, _TYPOGRAPHIC_STYLE):
            names.removeNames(nameID=number)
        replaced = {
            _FAMILY: family,
            _STYLE: "Regular",
            _FULL: family,
            _POSTSCRIPT: f"{postscript}-{family}",
        }
        for number, name in replaced.items():
            names.setName(name, number, 3, 1, 0x409)
        font.save(written, reorderTables=None)
    return written.getvalue()


def _faces(folder: Path) -> Iterator[Face]:
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _FILES:
            try:
                yield from [_face(path, number) for number in range(_count(path))]
            except (TTLibError, struct.error, OSError, KeyError, AssertionError) as error:
                raise ParamsError(
                    f"参数 fonts：字体文件 {path.name} 读不出来（{error}）。"
                    "请重新复制这个文件，或把它移出文件夹。"
                ) from None


def _count(path: Path) -> int:
    if path.suffix.lower() not in _COLLECTIONS:
        return 1
    with path.open("rb") as file:
        return len(TTCollection(file, lazy=True))


@contextmanager
def _opened(path: Path, number: int) -> Iterator[TTFont]:
    # Old time stamp and bounds: the same bytes every time. A broken font leaves its file open.
    with path.open("rb") as file:
        yield TTFont(file, fontNumber=number, lazy=True, recalcTimestamp=False, recalcBBoxes=False)


def _face(path: Path, number: int) -> Face:
    with _opened(path, number) as font:
        allowed = font["OS/2"].fsType
        return Face(
            path=path,
            number=number,
            families=_names(font, _FAMILIES),
            full_names=_names(font, (_FULL, _POSTSCRIPT)),
            weight=font["OS/2"].usWeightClass,
            embeddable=allowed & _USAGE != _RESTRICTED
            and not allowed & (_NO_SUBSETTING | _BITMAPS_ONLY),
            variable="fvar" in font,
        )


def _names(font: TTFont, numbers: Iterable[int]) -> tuple[str, ...]:
    records = (record for record in font["name"].names if record.nameID in numbers)
    return tuple(dict.fromkeys(record.toUnicode(errors="replace") for record in records))


def _chosen(use: str, family: str, faces: list[Face], folder: Path) -> Face:
    found = [face for face in faces if face.is_called(family)]
    if not found:
        listed = "、".join(dict.fromkeys(_called(face) for face in faces))
        there = f"那里有：{listed}" if listed else "那里没有字体文件（.ttf、.otf、.ttc）"
        raise ParamsError(f"参数 fonts 的 {use}：文件夹 {folder} 中没有字体“{family}”，{there}。")
    face = min(found, key=lambda face: abs(face.weight - _REGULAR_WEIGHT))
    named = f"参数 fonts 的 {use}：字体“{family}”（{face.path.name}）"
    if not face.embeddable:
        raise ParamsError(
            f"{named}不允许嵌入文件，而 PDF/A 要求嵌入字体。请换一种字体，或写 null 用自带的。"
        )
    if face.variable:
        raise ParamsError(f"{named}是可变字体，排不了版。请换成静态字体，或写 null 用自带的。")
    return face


def _called(face: Face) -> str:
    first, *others = face.families or (face.path.name,)
    return f"{first}（{'、'.join(others)}）" if others else first
