"""The small ledgers: hall counts, service stars, supervision orders, commendations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.errors import InputsError
from analysis.inputs.columns import header_of
from analysis.inputs.files import read_ledger
from analysis.quarter import Quarter
from analysis.roster import Roster

FINDINGS = ("属实", "误评", "恶意差评")
COMMENDATION_KINDS = ("锦旗", "感谢信", "表扬")
# pandas alone would take 2025 for a day, and fail on an offset from UTC.
_MOMENT = r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}([ T][0-9:.]+)?"
# How many wrong rows a message lists before it counts the rest.
_LISTED = 5


def hall_units(folder: Path, roster: Roster) -> pd.DataFrame:
    """Hall counts, a row a unit in official order; counts are whole and not negative."""
    checks = _Checks("hall", read_ledger("hall", folder))
    units = checks.unit(roster)
    counts = {
        name: checks.whole(name)
        for name in ("tickets", "cases", "onsite_active", "online_cases", "online_active")
    }
    frame = pd.DataFrame({"unit": units, **counts})
    checks.once(units, "unit")
    checks.at_most(frame, "onsite_active", "tickets")
    checks.at_most(frame, "online_active", "online_cases")
    checks.stop_if_wrong()
    return frame.sort_values("unit", key=lambda u: u.map(roster.position), ignore_index=True)


def service_stars(folder: Path, roster: Roster, quarter: Quarter) -> pd.DataFrame:
    """Monthly stars, a row a naming: month (1–12), name, unit, in the order of the ledger."""
    ledger = read_ledger("service_stars", folder)
    checks = _Checks("service_stars", ledger.assign(month=_as_month(ledger["month"])))
    months = {f"{quarter.year}-{month:02d}": month for month in quarter.months}
    month = checks.word("month", months, f"本季度的月份（{'、'.join(months)}）")
    frame = pd.DataFrame(
        {"month": month, "name": checks.filled("name"), "unit": checks.unit(roster)}
    )
    checks.stop_if_wrong()
    return frame.astype({"month": int}).sort_values("month", kind="stable", ignore_index=True)


def supervision_orders(folder: Path, roster: Roster, quarter: Quarter) -> pd.DataFrame:
    """Supervision orders, a row an order; resolved_at is NaT while an order is open."""
    checks = _Checks("supervision_orders", read_ledger("supervision_orders", folder))
    resolved = checks.moment("resolved_at", blank=True)
    frame = pd.DataFrame(
        {
            "order_id": checks.filled("order_id"),
            "evaluation_id": checks.filled("evaluation_id"),
            "unit": checks.unit(roster),
            "issued_at": checks.moment("issued_at", quarter),
            "due_at": _end_of_day(checks.moment("due_at")),
            "resolved_at": resolved,
            "finding": checks.word(
                "finding", dict.fromkeys(FINDINGS), "、".join(FINDINGS), blank=resolved.isna()
            ),
        }
    )
    checks.once(checks.ledger["order_id"], "order_id")
    checks.stop_if_wrong()
    return frame


def commendations(folder: Path, roster: Roster, quarter: Quarter) -> pd.DataFrame:
    """Pennants, letters and praise, a row an entry, in order of date."""
    ledger = read_ledger("commendations", folder)
    for optional, default in (("staff", ""), ("times", "1")):
        if optional not in ledger:
            ledger[optional] = default
    ledger["times"] = ledger["times"].replace("", "1")
    checks = _Checks("commendations", ledger)
    kinds = dict.fromkeys(COMMENDATION_KINDS)
    frame = pd.DataFrame(
        {
            "date": checks.moment("date", quarter),
            "kind": checks.word("kind", kinds, "、".join(COMMENDATION_KINDS)),
            "unit": checks.unit(roster),
            "staff": ledger["staff"],
            "times": checks.whole("times"),
        }
    )
    checks.stop_if_wrong()
    return frame.sort_values("date", kind="stable", ignore_index=True)


def _as_month(cells: pd.Series) -> pd.Series:
    """Return months as 2025-01, also where Excel has made a date of them, or 2025年1月."""
    parts = cells.str.extract(r"^([0-9]{4})[-/年]([0-9]{1,2})(?:月|[-/][0-9].*)?$")
    return (parts[0] + "-" + parts[1].str.zfill(2)).fillna(cells)


def _end_of_day(moments: pd.Series) -> pd.Series:
    """Return deadlines that name a day alone as the end of that day."""
    day_alone = moments == moments.dt.normalize()
    return moments.mask(day_alone, moments + pd.Timedelta(days=1) - pd.Timedelta(seconds=1))


class _Checks:
    """Checks of a ledger's cells; all that is wrong is gathered, then said at once."""

    def __init__(self, kind: str, ledger: pd.DataFrame) -> None:
        self.kind = kind
        self.ledger = ledger
        self.problems: dict[int, str] = {}

    def filled(self, name: str) -> pd.Series:
        cells = self.ledger[name]
        self._note(name, cells == "", lambda _: "不能为空")
        return cells

    def unit(self, roster: Roster) -> pd.Series:
        cells = self.ledger["unit"]
        official = cells.map(roster.official_names)
        self._note("unit", official.isna(), lambda cell: unknown_unit(cell, roster))
        return official

    def whole(self, name: str) -> pd.Series:
        cells = self.ledger[name]
        # [0-9] and not \d, which would let full-width digits through.
        wrong = ~cells.str.fullmatch(r"[0-9]{1,15}(\.0+)?")
        self._note(name, wrong, lambda cell: f"“{cell}”不是非负整数")
        whole = cells.mask(wrong, "0").str.replace(r"\.0+$", "", regex=True)
        return pd.to_numeric(whole).astype(int)

    def at_most(self, frame: pd.DataFrame, part: str, whole: str) -> None:
        limit = f"大于“{header_of(self.kind, whole)}”"
        self._note(part, frame[part] > frame[whole], lambda cell: f"{cell} {limit}")

    def word(
        self,
        name: str,
        meanings: dict[str, int] | dict[str, None],
        allowed: str,
        *,
        blank: pd.Series | None = None,
    ) -> pd.Series:
        cells = self.ledger[name]
        wrong = ~cells.isin(list(meanings))
        if blank is not None:
            wrong &= ~(blank & (cells == ""))
        self._note(name, wrong, lambda cell: f"“{cell}”不是{allowed}之一")
        return cells.map(lambda cell: meanings.get(cell) or cell)

    def moment(
        self, name: str, quarter: Quarter | None = None, *, blank: bool = False
    ) -> pd.Series:
        cells = self.ledger[name]
        written = cells.where(cells.str.fullmatch(_MOMENT))
        moments = pd.to_datetime(written, errors="coerce", format="ISO8601")
        wrong = moments.isna() & ~((cells == "") & blank)
        example = "如 2025-01-31 或 2025-01-31 09:30"
        self._note(name, wrong, lambda cell: f"“{cell}”不是日期（{example}）")
        if quarter is not None:
            start, end = pd.Timestamp(quarter.start), pd.Timestamp(quarter.end)
            outside = moments.notna() & ((moments < start) | (moments >= end))
            self._note(name, outside, lambda cell: f"“{cell}”不在 {quarter} 之内")
        return moments

    def once(self, cells: pd.Series, name: str) -> None:
        """Refuse what stands on two rows, of one file or of several."""
        again = cells.notna() & cells.duplicated()
        self._note(name, again, lambda cell: f"“{cell}”与前面的行重复")

    def stop_if_wrong(self) -> None:
        if not self.problems:
            return
        told = [self.problems[place] for place in sorted(self.problems)]
        rest = f"\n另有 {len(told) - _LISTED} 行有误。" if len(told) > _LISTED else ""
        raise InputsError("\n".join(told[:_LISTED]) + rest)

    def _note(self, name: str, wrong: pd.Series, reason: Callable[[str], str]) -> None:
        header = header_of(self.kind, name)
        for place in self.ledger.index[wrong.to_numpy()]:
            line = self.ledger.loc[place]
            where = f"{line['source']} 第 {line['row']} 行“{header}”"
            self.problems.setdefault(place, f"{where}：{reason(line[name])}。")


def unknown_unit(name: str, roster: Roster) -> str:
    """Say that a unit is not in units.yaml, with the known names that resemble it."""
    near = roster.nearest(name)
    hint = f"，是否为{'、'.join(f'“{unit}”' for unit in near)}" if near else ""
    return f"“{name}”不在 params/units.yaml 中{hint}"
