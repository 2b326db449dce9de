"""Damage as it happens to exports: each kind done to one place of a delivery."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.inputs.deliveries import Delivery, File, Table, whole_delivery

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_COUNTS = (
    "-1",
    "0",
    "2.5",
    "1e3",
    "",
    "１２",
    "1,000",
    "1,0",
    " 3 ",
    "3.0",
    "1\u00a0",
    "若干",
    "2",
)
_ALIASES = {"评价编号": "evaluation_id", "区域": "区划", "单位": "部 门", "满意度": "评价等级 "}
_ALIASES |= {
    "事项名称": "item",
    "评价渠道": "渠道",
    "主动评价": "ACTIVE",
    "评价时间": "评价\u00a0时间",
}


@dataclass(frozen=True)
class Spot:
    """A place of a delivery to damage, and another place beside it."""

    delivery: Delivery
    place: int
    row: int
    column: int
    other: int

    @property
    def _tables(self) -> list[tuple[File, Table]]:
        return [(file, table) for file in self.delivery for table in file.tables]

    @property
    def file(self) -> File:
        """The file of the place."""
        return self._tables[self.place % len(self._tables)][0]

    @property
    def table(self) -> Table:
        """The table of the place."""
        return self._tables[self.place % len(self._tables)][1]

    @property
    def elsewhere(self) -> Table:
        """A table, which may be the same."""
        return self._tables[self.other % len(self._tables)][1]

    @property
    def at(self) -> int:
        """The place of the row in its table."""
        return self.row % len(self.table.rows)

    @property
    def cells(self) -> list[str]:
        """The row."""
        return self.table.rows[self.at]

    @property
    def as_record(self) -> dict[str, str]:
        """The row by its headers."""
        return dict(zip(self.table.headers, self.cells, strict=False))

    def change(self, change: Callable[[str], str], header: str | None = None) -> None:
        """Change a cell; the one below a header where the table has it, else nothing."""
        if header is None:
            column = self.column % max(len(self.cells), 1)
        elif header in self.table.headers:
            column = self.table.headers.index(header)
        else:
            return
        if column < len(self.cells):
            self.cells[column] = change(self.cells[column])


Damage = Callable[[Spot], None]


def _in(header: str, change: Callable[[str], str]) -> Damage:
    return lambda spot: spot.change(change, header)


def _set(header: str, cell: str) -> Damage:
    return _in(header, lambda _: cell)


def _swap_day_and_month(text: str) -> str:
    return f"{text[:5]}{text[8:10]}-{text[5:7]}{text[10:]}"


def _swap_cells(spot: Spot) -> None:
    if spot.cells:
        first, second = spot.column % len(spot.cells), spot.other % len(spot.cells)
        spot.cells[first], spot.cells[second] = spot.cells[second], spot.cells[first]


def _give_to(spot: Spot) -> None:
    """Add the row to another table, as its columns stand there."""
    spot.elsewhere.rows.append([spot.as_record.get(h, "") for h in spot.elsewhere.headers])


def _move(spot: Spot) -> None:
    if len(spot.table.rows) > 1:
        _give_to(spot)
        del spot.table.rows[spot.at]


def _remove(spot: Spot) -> None:
    if len(spot.table.rows) > 1:
        del spot.table.rows[spot.at]


def _double(spot: Spot) -> None:
    spot.table.rows.insert(spot.at, [*spot.cells])


def _cut(spot: Spot) -> None:
    if spot.file.form not in {"xlsx", "parquet"} and len(spot.cells) > 1:
        del spot.cells[-1 - spot.other % (len(spot.cells) - 1) :]


def _lengthen(spot: Spot) -> None:
    if spot.file.form not in {"xlsx", "parquet"} and spot.cells:
        spot.cells.append(("", "张")[spot.other % 2])


def _insert_line(spot: Spot) -> None:
    empty = [""] * len(spot.table.headers)
    spot.table.rows.insert(spot.at, empty if spot.file.form == "parquet" else [])


def _add_total(spot: Spot) -> None:
    header = ("评价编号", "区域", "单位")[spot.column % 3]
    words = ("合计", " 总 计 ", "东城区小计：", "共计")
    word = words[spot.other % len(words)]
    cells = {header: word, "数量": "99"}
    spot.table.rows.append([cells.get(name, "") for name in spot.table.headers])


def _repeat_header(spot: Spot) -> None:
    spot.table.rows.insert(spot.at, [*spot.table.headers])


def _only_unread(spot: Spot) -> None:
    cells = [("", "见附表")[header == "申请人姓名"] for header in spot.table.headers]
    spot.table.rows.insert(spot.at, cells)


def _turn_columns(spot: Spot) -> None:
    """Put the last columns first, with all that stands below them; ragged rows stay."""
    width = len(spot.table.headers)
    turn = spot.other % width
    for row in [spot.table.headers, *spot.table.rows]:
        if len(row) == width:
            row[:] = row[turn:] + row[:turn]


def _rename_header(spot: Spot) -> None:
    place = spot.other % len(spot.table.headers)
    spot.table.headers[place] = _ALIASES.get(spot.table.headers[place], spot.table.headers[place])


def _add_titles(spot: Spot) -> None:
    if spot.file.form != "parquet":
        spot.table.titles += [["评价明细表", "", "二〇二六年"], []][: 1 + spot.other % 2]


DAMAGES: Mapping[str, Damage] = {
    "a cell blanked": lambda spot: spot.change(lambda _: ""),
    "a cell of blanks": lambda spot: spot.change(lambda _: " \u00a0\u3000"),
    "no-break and wide spaces": lambda spot: spot.change(lambda cell: f"\u00a0{cell}\u3000"),
    "a character that is not seen": lambda spot: spot.change(lambda c: f"{c[:1]}\u200b{c[1:]}"),
    "full-width characters": lambda spot: spot.change(lambda cell: cell.translate(_WIDE)),
    "a character doubled": lambda spot: spot.change(lambda cell: cell[:2] + cell[1:]),
    "a character lost": lambda spot: spot.change(lambda cell: cell[:1] + cell[2:]),
    "a word padded": _in("满意度", " ".join),
    "a unit misspelt": _in("单位", lambda unit: unit.replace("局", "句")),
    "a level of another scale": _set("满意度", "好"),
    "a code": _set("满意度", "5"),
    "another level": _set("满意度", "不满意"),
    "an alias": _set("单位", "临江　税务"),
    "a day that does not exist": _in("评价时间", lambda text: f"2026-09-31{text[10:]}"),
    "day and month swapped": _in("评价时间", _swap_day_and_month),
    "another quarter": _in("评价时间", lambda text: f"2026-10-01{text[10:]}"),
    "a time with slashes": _set("评价时间", "2026/8/9 9:05"),
    "a time in 汉字": _set("评价时间", "2026年9月30日 23:59"),
    "a time run together": _set("评价时间", "20260701000000"),
    "no time": _set("评价时间", "昨天"),
    "an order not declared": _set("评价时间", "07/08/2026"),
    "a count": lambda spot: spot.change(lambda _: _COUNTS[spot.other % len(_COUNTS)], "数量"),
    "an id used before": _set("评价编号", "PJ0001"),
    "two cells swapped": _swap_cells,
    "a row doubled": _double,
    "a row copied elsewhere": _give_to,
    "a row moved elsewhere": _move,
    "a row lost": _remove,
    "a row cut": _cut,
    "a cell too many": _lengthen,
    "an empty row": _insert_line,
    "a total": _add_total,
    "the header again": _repeat_header,
    "a remark": _only_unread,
    "columns in another order": _turn_columns,
    "another header": _rename_header,
    "titles above": _add_titles,
}

_NUMBER = st.integers(0, 200)


@st.composite
def damaged_deliveries(draw: st.DrawFn) -> tuple[Delivery, list[str]]:
    """Draw a delivery damaged in up to six places, and say how."""
    delivery = whole_delivery()
    names = draw(st.lists(st.sampled_from(sorted(DAMAGES)), min_size=1, max_size=6))
    for name in names:
        DAMAGES[name](Spot(delivery, *(draw(_NUMBER) for _ in range(4))))
    return delivery, names
