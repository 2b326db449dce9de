"""The glyphs that a page needs, cut out of the two fonts and carried inside the page."""

from __future__ import annotations

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from analysis.fonts import SANS, SERIF
from analysis.publish.html.kept_glyphs import kept_or

# The families under which style.css asks for the embedded fonts, after the system's own.
EMBEDDED_SERIF = "Bulletin Serif"
EMBEDDED_SANS = "Bulletin Sans"

# The elements that style.css sets in sans; all other text is serif.
SANS_ELEMENTS = frozenset(
    {"h2", "h3", "h4", "h5", "h6", "nav", "aside", "table", "figcaption", "strong", "footer"}
    | {"dt", "small"}
)

# Drawn by the browser itself: list numbers and bullets, emphasis dots, page numbers in print.
ALWAYS_DRAWN = frozenset("0123456789.•◦▪・— ")

_NOT_DRAWN = frozenset({"head", "style", "title"})

# Horizontal text needs no more; the other layout and vertical tables cost a fifth of the time.
_KEPT_TABLES = frozenset(
    {"GlyphOrder", "CFF ", "GPOS", "OS/2", "cmap", "head", "hhea", "hmtx", "maxp", "name", "post"}
)

# Half-width forms: browsers close the gap between neighbouring marks with them, as in 【“.
_KEPT_FEATURES = ["halt"]

# Copyright and licence: the OFL asks that they travel with every copy.
_KEPT_NAMES = [0, 13]


@dataclass(frozen=True)
class DrawnText:
    """The distinct characters of a page by the font that draws them."""

    serif: frozenset[str]
    sans: frozenset[str]


def drawn_text(html: str) -> DrawnText:
    """Return the characters that a page draws; attributes, the head and line ends are not."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return DrawnText(frozenset(reader.serif), frozenset(reader.sans))


def font_faces(text: DrawnText) -> str:
    """Return the @font-face rules that carry the glyphs of the text; same text, same bytes."""
    fonts = (SERIF, SANS)
    wanted = (text.serif | ALWAYS_DRAWN, text.sans | ALWAYS_DRAWN)
    # Compression leaves the interpreter lock, so two threads save about a fifth.
    with ThreadPoolExecutor(max_workers=2) as threads:
        serif, sans = threads.map(kept_or(subset_woff2), fonts, wanted)
    return _font_face(EMBEDDED_SERIF, serif) + _font_face(EMBEDDED_SANS, sans)


@lru_cache(maxsize=8)
def subset_woff2(font: Path, characters: frozenset[str]) -> bytes:
    """Return the font as WOFF2 with the glyphs of these characters and no others."""
    subsetter = Subsetter(_subset_options())
    subsetter.populate(unicodes=sorted(map(ord, characters)))
    subset = BytesIO()
    # Old time stamp and bounds: the same bytes every time, and a third less to compute.
    with TTFont(font, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as face:
        for table in set(face.keys()) - _KEPT_TABLES:
            del face[table]
        subsetter.subset(face)
        face.flavor = "woff2"
        face.save(subset)
    return subset.getvalue()


def _subset_options() -> Options:
    options = Options()
    options.layout_features = _KEPT_FEATURES
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = _KEPT_NAMES
    # Subroutines shared by 30,000 glyphs do not pay for a few hundred: smaller without.
    options.desubroutinize = True
    return options


def _font_face(family: str, woff2: bytes) -> str:
    address = f"data:font/woff2;base64,{b64encode(woff2).decode('ascii')}"
    return (
        f'@font-face{{font-family:"{family}";src:url({address}) format("woff2");'
        "font-display:block}\n"
    )


class _Reader(HTMLParser):
    """Gathers text; knows only how deep it stands in elements that are sans or not drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.serif: set[str] = set()
        self.sans: set[str] = set()
        self._depth_sans = 0
        self._depth_not_drawn = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._depth_sans += tag in SANS_ELEMENTS
        self._depth_not_drawn += tag in _NOT_DRAWN

    def handle_endtag(self, tag: str) -> None:
        self._depth_sans -= tag in SANS_ELEMENTS
        self._depth_not_drawn -= tag in _NOT_DRAWN

    def handle_data(self, data: str) -> None:
        if not self._depth_not_drawn:
            characters = self.sans if self._depth_sans else self.serif
            characters.update(char for char in data if char not in "\t\r\n")
