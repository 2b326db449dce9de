"""Tables: printed cells beside raw values, and a preview that is text, never markup."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analysis.facts import Measure, Unit
from analysis.tables import TABLE_MIME, Column, Table

TOTAL = Measure("total", "评价总数", Unit.COUNT, "")
RATE = Measure("rate", "主动评价率", Unit.SHARE, "")
TIMES = Measure("times", "表扬人次", Unit.TIMES, "")
COLUMNS = (Column("区域", kind="text"), Column("件数", "满意"), Column("占比", "满意"))
TABLE = Table(
    "by_region",
    "各区域 <情况>",
    COLUMNS,
    (
        ("市本级", TOTAL.fact(1_025_598, "市本级"), RATE.fact(Decimal("99.94"), "市本级")),
        ("合计", TOTAL.fact(1_025_598), "—"),
    ),
    notes=("占比 = 件数 ÷ 总数。",),
)


def test_tables_print_counts_in_full_and_keep_the_values() -> None:
    payload = TABLE.payload()
    assert payload["cells"] == [["市本级", "1025598", "99.94%"], ["合计", "1025598", "—"]]
    assert payload["rows"] == [["市本级", 1_025_598, "99.94"], ["合计", 1_025_598, "—"]]
    assert payload["keys"] == [["", "total[市本级]", "rate[市本级]"], ["", "total", ""]]


def test_a_payload_names_the_parts_of_the_table() -> None:
    payload = TABLE.payload()
    assert (payload["key"], payload["title"]) == ("by_region", "各区域 <情况>")
    assert payload["notes"] == ["占比 = 件数 ÷ 总数。"]
    assert payload["columns"] == [
        {"label": "区域", "group": "", "kind": "text"},
        {"label": "件数", "group": "满意", "kind": "number"},
        {"label": "占比", "group": "满意", "kind": "number"},
    ]


def test_only_counts_are_written_in_full() -> None:
    table = Table("t", "表", (Column("人次"),), ((TIMES.fact(13),),))
    assert table.payload()["cells"] == [["10余"]]


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="table short: a row does not have one cell per column"):
        Table("short", "表", COLUMNS, (("市本级", "1"),))


def test_a_table_is_set_against_the_quarter_before_cell_by_cell() -> None:
    against = TABLE.against({("total", "市本级"): 900_000}, {("total", ""): 800_000})
    first, last = against.rows[0][1], against.rows[1][1]
    assert (first.previous, first.year_ago) == (900_000, None)
    assert (last.previous, last.year_ago) == (None, 800_000)
    assert against.rows[1][2] == "—"
    assert TABLE.rows[0][1].previous is None


def test_displaying_a_table_hands_over_its_payload_and_an_escaped_preview() -> None:
    bundle = TABLE._repr_mimebundle_()
    assert bundle[TABLE_MIME] == TABLE.payload()
    assert bundle["text/plain"] == "表：各区域 <情况>（2 行）"
    assert bundle["text/html"] == (
        "<table><caption>各区域 &lt;情况&gt;</caption>"
        "<tr><th>区域</th><th>满意 件数</th><th>满意 占比</th></tr>"
        "<tr><td>市本级</td><td>1025598</td><td>99.94%</td></tr>"
        "<tr><td>合计</td><td>1025598</td><td>—</td></tr></table>"
    )
