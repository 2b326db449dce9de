"""The two Chinese fonts of page, PDF and charts, and what they can draw."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

from analysis.errors import ExportError

# GB/T 9704 asks for 仿宋 and 黑体; no free 仿宋 carries the rare characters of names.
SERIF = serif_path()
SANS = sans_path()
SERIF_FAMILY = "Noto Serif SC"
SANS_FAMILY = "Noto Sans SC"


@cache
def characters(font: Path) -> frozenset[int]:
    """Return the code points that a font can draw."""
    with TTFont(font, lazy=True) as face:
        return frozenset(face.getBestCmap())


def require_glyphs(text: str) -> None:
    """Refuse text with a character that one of the fonts lacks, naming it (ExportError)."""
    drawable = characters(SERIF) & characters(SANS)
    missing = sorted({char for char in text if not char.isspace() and ord(char) not in drawable})
    if missing:
        named = "、".join(f"“{char}”(U+{ord(char):04X})" for char in missing)
        raise ExportError(f"字体中没有这些字，无法印出：{named}。请改用其他写法。")
