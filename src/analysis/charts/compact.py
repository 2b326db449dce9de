"""A smaller SVG that looks the same: it is embedded in a page of limited size."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BETWEEN_TAGS = re.compile(r">\s+<")
# Matplotlib draws glyphs 6400 units to the em; an eighth of that is still finer than any print.
_GLYPH = re.compile(r'( d=")([^"]*)(" transform="scale\()0\.015625(?=\))')
_COARSER = 8
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# A thousandth of a point is finer than any screen.
_LONG_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]{4,}")
_PATH = re.compile(r'(?<= d=")[^"]*')
_GLYPH_NAME = re.compile(r'(?<=["#])[A-Za-z0-9]+-Regular-(?=[0-9a-f]+")')
_AROUND_COMMAND = re.compile(r"\s*([A-Za-z])\s*")


def compact(svg: str) -> str:
    """Return the SVG without comments and idle white space, coordinates no finer than visible."""
    bare = _BETWEEN_TAGS.sub("><", _COMMENT.sub("", svg))
    coarse = _GLYPH_NAME.sub("g", _GLYPH.sub(_coarser, bare))
    rounded = _LONG_DECIMAL.sub(lambda number: _short(float(number[0])), coarse)
    return _PATH.sub(lambda path: _AROUND_COMMAND.sub(r"\1", path[0]), rounded)


def _coarser(glyph: re.Match[str]) -> str:
    before, path, scaling = glyph.groups()
    outline = _NUMBER.sub(lambda number: str(round(float(number[0]) / _COARSER)), path)
    return f"{before}{outline}{scaling}{0.015625 * _COARSER:g}"


def _short(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")
