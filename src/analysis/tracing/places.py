"""Where a figure is printed: in which sentences, in which cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.editions.content import Content, Grid, Said
from analysis.facts import Fact, Unit

_OF_LISTS = frozenset({Unit.NAMES, Unit.GROUPS, Unit.RATED})


def places(fact: Fact, content: Content) -> list[str]:
    """Say where a figure stands, in the order of the bulletin: text, then tables.

    A sentence counts that has the figure as printed and a name that it goes by.
    """
    sentences = [_sentence(said) for said in content.text if _states(said.text, fact)]
    return [*sentences, *(cell for table in content.tables for cell in _cells(table, fact))]


def _sentence(said: Said) -> str:
    place = "，".join(part for part in (said.part, f"“{said.heading}”") if part)
    return f"{place}：{' '.join(said.text.split())}"


def _states(text: str, fact: Fact) -> bool:
    own = fact.measure
    # 非常满意140件，占93.33%: what has the share is named, not the share.
    names = (own.label, own.label.removesuffix("占比"), *own.aliases)
    named = own.unit in _OF_LISTS or any(name in text for name in names)
    if fact.subject and fact.subject not in text:
        return False
    # 1件 is not in 21件, nor 6.43% in 96.43%.
    figure = re.compile(rf"(?<![0-9.]){re.escape(str(fact))}(?![0-9.]*[0-9])")
    return named and bool(figure.search(text))


def _cells(table: Grid, fact: Fact) -> Iterator[str]:
    for cells, keys in zip(table.cells, table.keys, strict=True):
        for column, text, key in zip(table.columns, cells, keys, strict=True):
            if key == fact.key and text in {str(fact), str(fact.value)}:
                yield f"表“{table.title}”：{cells[0]}·{column}"
