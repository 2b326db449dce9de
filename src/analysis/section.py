"""What one section of the bulletin computes: facts and the tables made of them."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from analysis import wording
from analysis.facts import FACTS_MIME, Fact, Facts, History, Value, printed
from analysis.tables import Cell, Column, Table


@dataclass(frozen=True)
class Section:
    """Facts and tables of one section; displaying it hands its facts to the run."""

    name: str
    facts: Facts
    tables: Mapping[str, Table] = field(default_factory=dict)

    def against(self, previous: History, year_ago: History) -> Section:
        """Return the section set against the quarter before and the year-ago quarter."""
        return replace(
            self,
            facts=Facts(tuple(f.against(previous, year_ago) for f in self.facts.items)),
            tables={key: table.against(previous, year_ago) for key, table in self.tables.items()},
        )

    def comparison(self, title: str, *keys: str) -> Table:
        """Return a table of the named facts beside the quarter before and, if known, a year ago.

        Facts about a stretch of the year are named so in their rows, and their column 累计. The
        note below the table says how each of them is defined.
        """
        facts = [self.facts.get(key) for key in keys]
        earlier = [
            (labels, attribute)
            for labels, attribute in (
                (("上季度", "较上季度"), "previous"),
                (("上年同期", "同比"), "year_ago"),
            )
            if any(getattr(fact, attribute) is not None for fact in facts)
        ]
        now = "累计" if any(fact.measure.span for fact in facts) else "本季度"
        columns = [Column("指标", kind="text"), Column(now)]
        columns += [Column(label) for labels, _ in earlier for label in labels]
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                fact.measure.label,
                fact,
                *(c for _, name in earlier for c in _earlier_cells(fact, getattr(fact, name))),
            )
            for fact in facts
        )
        return Table(f"{self.name}_comparison", title, tuple(columns), rows, _definitions(facts))

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {
            FACTS_MIME: {
                "section": self.name,
                "facts": [fact.payload() for fact in self.facts.items],
            },
            "text/html": _preview(self.facts),
            "text/plain": f"{self.name}：{len(self.facts.items)} 项数据",
        }


def _definitions(facts: Sequence[Fact]) -> tuple[str, ...]:
    """Return one note on what the facts count, or none."""
    measures = (fact.measure for fact in facts)
    defined = [f"{one.label}：{one.definition}" for one in measures if one.definition]
    return (f"{'；'.join(defined)}。",) if defined else ()


def _earlier_cells(fact: Fact, earlier: Value | None) -> tuple[Cell, Cell]:
    """Return an earlier value and, as printed, the change since."""
    if earlier is None:
        return "—", "—"
    if isinstance(earlier, Decimal) and isinstance(fact.value, Decimal):
        return fact.measure.fact(earlier), wording.signed_points(fact.value - earlier)
    if isinstance(earlier, int) and isinstance(fact.value, int):
        return fact.measure.fact(earlier), wording.signed_growth(fact.value, earlier)
    raise TypeError(f"{fact.key}: only counts and shares have a change")


def _preview(facts: Facts) -> str:
    """Return the facts of the whole as the analyst sees them in JupyterLab, ready to be cited."""
    whole = [fact for fact in facts.items if not fact.subject]
    now = next((fact.measure.span for fact in whole if fact.measure.span), "本季度")
    labels = ["引用名", "指标", now, "上季度"]
    rows = [[f.measure.key, f.measure.label, str(f), _earlier(f, f.previous)] for f in whole]
    if any(fact.year_ago is not None for fact in whole):
        labels.append("上年同期")
        rows = [
            [*row, _earlier(fact, fact.year_ago)] for row, fact in zip(rows, whole, strict=True)
        ]
    body = (_row("td", row) for row in rows)
    return f"<table>{_row('th', labels)}{''.join(body)}</table>"


def _earlier(fact: Fact, value: Value | None) -> str:
    return "" if value is None else printed(value, fact.measure.unit)


def _row(tag: str, cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"
