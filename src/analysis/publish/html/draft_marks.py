"""Findings marked in the text they are about: signs in the Markdown, marks in the HTML.

A sign is made of characters that no text holds (Unicode's noncharacters), so that it passes
Markdown as a letter does and can be found again in the HTML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from nbformat import NotebookNode, from_dict

from analysis.commentary.notes import without_notes
from analysis.commentary.verify import Finding

_OPEN, _NUMBERED, _CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
_SIGN = re.compile(f"{_OPEN}(?P<number>[0-9]+){_NUMBERED}|{_CLOSE}")
_PIECES = re.compile(f"(<[^>]*>|{_OPEN}[0-9]+{_NUMBERED}|{_CLOSE})")
_OURS = str.maketrans(dict.fromkeys((_OPEN, _NUMBERED, _CLOSE), "\ufffd"))
# Behind these a sign would fall out of its line or cell.
_LINE_ENDS = " \t|*_"


def signed(
    notebooks: Mapping[str, NotebookNode], findings: Sequence[Finding]
) -> dict[str, NotebookNode]:
    """Return notebooks with a sign at every finding, numbered from 1, and without notes."""
    numbered = list(enumerate(findings, start=1))
    return {name: _signed(name, notebook, numbered) for name, notebook in notebooks.items()}


def _signed(
    name: str, notebook: NotebookNode, numbered: Sequence[tuple[int, Finding]]
) -> NotebookNode:
    made = copy(notebook)
    made.cells = []
    for cell in notebook.cells:
        here = [(n, one) for n, one in numbered if (one.notebook, one.cell) == (name, cell.id)]
        made.cells.append(from_dict(_unsigned(cell)))
        if here:
            made.cells[-1].source = _with_signs(without_notes(made.cells[-1].source), here)
    return made


def _unsigned(part: Any) -> Any:
    """Return a cell, or a part of one, whose text forges none of our signs."""
    if isinstance(part, str):
        return part.translate(_OURS)
    if isinstance(part, Mapping):
        return {key: _unsigned(value) for key, value in part.items()}
    return [_unsigned(one) for one in part] if isinstance(part, list) else part


def _with_signs(text: str, here: Sequence[tuple[int, Finding]]) -> str:
    for number, finding in sorted(here, key=lambda one: (one[1].start, one[1].end), reverse=True):
        start, end = finding.start, finding.end
        if start == end:
            start = end = len(text[:end].rstrip(_LINE_ENDS))
        sign = f"{_OPEN}{number}{_NUMBERED}"
        text = f"{text[:start]}{sign}{text[start:end]}{_CLOSE}{text[end:]}"
    return text


def numbers_in(html: str) -> list[int]:
    """Return the numbers of the findings whose signs stand in a piece of HTML."""
    return sorted({int(sign["number"]) for sign in _SIGN.finditer(html) if sign["number"]})


def with_marks(html: str) -> str:
    """Return HTML with marks in place of signs, each with its number; none spans a tag."""
    parts: list[str] = []
    open_signs: list[int] = []
    for piece in _PIECES.split(html):
        sign = _SIGN.fullmatch(piece)
        if sign and sign["number"]:
            open_signs.append(int(sign["number"]))
        elif sign:
            parts += [_flag(open_signs.pop())] if open_signs else []
        elif piece and open_signs and not piece.startswith("<"):
            parts.append(f"<mark>{piece}</mark>")
        else:
            parts.append(piece)
    return "".join(parts)


def without_signs(html: str) -> str:
    """Return HTML without the signs that are left: those of the contents."""
    return _SIGN.sub("", html)


def _flag(number: int) -> str:
    return (
        f'<a class="flag" id="text-{number}" href="#finding-{number}"'
        f' aria-label="第{number}条">{number}</a>'
    )
