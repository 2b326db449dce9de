"""A smaller SVG that looks the same: it is embedded in a page of limited size."""

from __future__ import annotations

import re

from analysis.charts.outlines import stepwise

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BETWEEN_TAGS = re.compile(r">\s+<")
# Matplotlib draws glyphs 6400 units to the em; 400 are still finer than any print.
_GLYPH = re.compile(r'( d=")([^"]*)(" transform="scale\()0\.015625(?=\))')
_COARSER = 16
# A thousandth of a point is finer than any screen.
_LONG_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]{4,}")
_PATH = re.compile(r'(?<= d=")[^"]*')
_GLYPH_NAME = re.compile(r'(?<=["#])[A-Za-z0-9]+-Regular-(?=[0-9a-f]+")')
_AROUND_COMMAND = re.compile(r"\s*([A-Za-z])\s*")
_ID = re.compile(r' id="([^"]*)"')
_NAMED = re.compile(r'#([^")]+)[")]')
_GLYPH_PLACE = re.compile(r'(?<=") transform="translate\(([0-9.]+) 0\)"(?=/>)')
_STYLE = re.compile(r'(?<= style=")[^"]*')
_GROUP = re.compile(r"(</?g(?: [^>]*)?>)")
_EMPTY_GROUP = "<g/>"


def compact(svg: str) -> str:
    """Return the SVG without what is not seen, coordinates no finer than visible."""
    bare = _BETWEEN_TAGS.sub("><", _COMMENT.sub("", svg))
    coarse = _GLYPH_NAME.sub("g", _GLYPH.sub(_coarser, bare))
    rounded = _LONG_DECIMAL.sub(lambda number: _short(float(number[0])), coarse)
    placed = _GLYPH_PLACE.sub(r' x="\1"', rounded)
    paths = _PATH.sub(lambda path: _AROUND_COMMAND.sub(r"\1", path[0].strip()), placed)
    styled = _STYLE.sub(lambda style: style[0].replace("; ", ";").replace(": ", ":"), paths)
    return _without_idle_groups(_without_idle_ids(styled).replace(_EMPTY_GROUP, ""))


def _coarser(glyph: re.Match[str]) -> str:
    before, path, scaling = glyph.groups()
    return f"{before}{stepwise(path, coarser=_COARSER)}{scaling}{0.015625 * _COARSER:g}"


def _short(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")


def _without_idle_ids(svg: str) -> str:
    named = set(_NAMED.findall(svg))
    return _ID.sub(lambda name: name[0] if name[1] in named else "", svg)


def _without_idle_groups(svg: str) -> str:
    """Leave out groups that say nothing of what is in them."""
    kept: list[str] = []
    said: list[bool] = []
    for piece in _GROUP.split(svg):
        if piece == "</g>":
            kept += [piece] if said.pop() else []
        elif _GROUP.fullmatch(piece):
            said.append(piece != "<g>")
            kept += [piece] if said[-1] else []
        else:
            kept.append(piece)
    return "".join(kept)
