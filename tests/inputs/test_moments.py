"""Dates and times as text: the table of cases, months, ends of days, and any text at all."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inputs.moments import end_of_day, moments, months
from tests.inputs.moment_cases import MOMENT_CASES, TIME_ZONE, MomentCase, Order

REASONS = {"missing_time", "unreadable_time", "no_such_time", "order_undeclared"}


def said(text: str, order: Order = "ymd", *, serials: bool = False) -> str:
    """Return a moment in ISO form, or the reason why a text says none."""
    times, reasons = moments(
        pd.Series([text], dtype="str"), order=order, serials=serials, time_zone=TIME_ZONE
    )
    assert pd.isna(times[0]) == (reasons[0] != "")
    return str(reasons[0] or times[0].isoformat())


@pytest.mark.parametrize("case", MOMENT_CASES, ids=lambda case: f"{case.text}-{case.order}")
def test_a_text_is_read_one_way_or_refused_by_reason(case: MomentCase) -> None:
    assert said(case.text, case.order, serials=case.from_sheet) == case.expected


def test_the_table_holds_every_reason() -> None:
    assert {case.expected for case in MOMENT_CASES} >= REASONS


def test_moments_and_reasons_keep_the_index_and_their_types() -> None:
    cells = pd.Series(["2025-01-31", "", "2025-01-31"], index=[4, 6, 9], dtype="str")
    times, reasons = moments(cells, order="ymd", serials=False, time_zone=TIME_ZONE)
    assert list(times.index) == list(reasons.index) == [4, 6, 9]
    assert times.dtype == "datetime64[us]"
    assert list(reasons) == ["", "missing_time", ""]


def test_no_cells_are_no_moments() -> None:
    times, reasons = moments(
        pd.Series([], dtype="str"), order="ymd", serials=False, time_zone=TIME_ZONE
    )
    assert times.dtype == "datetime64[us]"
    assert len(times) == len(reasons) == 0


# Serials of five digits reach from 1927 to 2173.
SERIAL_START = datetime.fromisoformat("1899-12-30")
SECONDS = st.integers(10_000 * 86_400, 99_999 * 86_400).map(
    lambda seconds: SERIAL_START + timedelta(seconds=seconds)
)


@given(SECONDS)
def test_a_moment_is_read_back_from_every_form(moment: datetime) -> None:
    day = f"{moment.year}年{moment.month}月{moment.day}日"
    clock = f"{moment:%H:%M:%S}"
    forms = {
        "ymd": (
            moment.isoformat(),
            f"{moment:%Y/%m/%d} {clock}",
            f"{day}{moment.hour}时{moment.minute}分{moment.second}秒",
            f"{moment:%Y%m%d%H%M%S}",
        ),
        "dmy": (f"{moment:%d/%m/%Y} {clock}",),
        "mdy": (f"{moment:%m.%d.%Y} {clock}",),
    }
    for order, texts in forms.items():
        for text in texts:
            assert said(text, order) == moment.isoformat()


@given(SECONDS)
def test_the_serial_of_a_moment_is_read_back_to_the_second(moment: datetime) -> None:
    passed = moment - SERIAL_START
    assert said(repr(passed.days + passed.seconds / 86_400), serials=True) == moment.isoformat()


SIGNS = st.text(alphabet="0123456789０５-/.:+ TZ年月日号时点分秒一　\n", max_size=24)


@given(st.one_of(SIGNS, st.text()), st.sampled_from(["ymd", "dmy", "mdy"]), st.booleans())
def test_any_text_is_a_moment_or_has_a_reason(text: str, order: Order, serials: bool) -> None:  # noqa: FBT001 - drawn by Hypothesis
    found = said(text, order, serials=serials)
    assert found in REASONS or datetime.fromisoformat(found)


MONTHS = {
    "2026-07": "2026-07",
    "2026-7": "2026-07",
    "2026/07": "2026-07",
    "2026年7月": "2026-07",
    "2026 年 7 月": "2026-07",
    "2026年07月份": "2026-07",
    "202607": "2026-07",
    "7月": "2026-07",
    "07月": "2026-07",
    "８月份": "2026-08",
    "２０２６－０７": "2026-07",
    "2025-07": "2025-07",
    "2026-07-31": "2026-07",
    "2026-07-01 00:00:00": "2026-07",
    "20260731": "2026-07",
    "2026年7月31日": "2026-07",
}
NO_MONTHS = {
    "": "missing_time",
    "2026-02-30": "no_such_time",
    "01/07/2026": "order_undeclared",
    "46204": "unreadable_time",
    # Excel makes 2026.1 of 2026.10.
    "2026.1": "unreadable_time",
    "7": "unreadable_time",
    "七月": "unreadable_time",
    "26年7月": "unreadable_time",
    "Jul-26": "unreadable_time",
    "2026年": "unreadable_time",
    "7-8月": "unreadable_time",
}


def month_of(text: str, *, serials: bool = False) -> tuple[str, str]:
    codes, reasons = months(
        pd.Series([text], dtype="str"),
        year=2026,
        order="ymd",
        serials=serials,
        time_zone=TIME_ZONE,
    )
    return str(codes[0]), str(reasons[0])


@pytest.mark.parametrize(("text", "code"), MONTHS.items())
def test_a_month_is_read_however_it_is_written(text: str, code: str) -> None:
    assert month_of(text) == (code, "")


@pytest.mark.parametrize(("text", "reason"), NO_MONTHS.items())
def test_what_is_no_month_has_a_reason(text: str, reason: str) -> None:
    assert month_of(text) == ("", reason)


def test_the_serial_of_a_workbook_is_a_month() -> None:
    # 2026-07-01 is 46,204 days after 1899-12-30.
    assert month_of("46204", serials=True) == ("2026-07", "")


def test_a_day_without_a_time_ends_at_its_last_second() -> None:
    times = pd.to_datetime(pd.Series(["2026-07-01", "2026-07-01 17:00", None]), format="ISO8601")
    assert end_of_day(times).tolist() == [
        pd.Timestamp(2026, 7, 1, 23, 59, 59),
        pd.Timestamp(2026, 7, 1, 17),
        pd.NaT,
    ]
