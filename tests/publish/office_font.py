"""A font as an office might own one: cut out of a bundled font, under names of its own."""

from __future__ import annotations

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from analysis.fonts import SERIF

CHINESE, LATIN = "公文仿宋", "Gongwen FangSong"
_CHINA, _USA = 0x0804, 0x0409


def write_font(path: Path, characters: str, *, fs_type: int = 0, weight: int = 400) -> Path:
    """Write a font that draws only these characters, called 公文仿宋 and Gongwen FangSong."""
    options = Options()
    options.layout_features = []
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    with TTFont(SERIF, lazy=True) as font:
        subsetter.subset(font)
        names = font["name"]
        names.names = []
        names.setName(CHINESE, 1, 3, 1, _CHINA)
        names.setName(LATIN, 1, 3, 1, _USA)
        names.setName("GongwenFangSong", 6, 3, 1, _USA)
        font["OS/2"].fsType = fs_type
        font["OS/2"].usWeightClass = weight
        path.parent.mkdir(exist_ok=True)
        font.save(path)
    return path
