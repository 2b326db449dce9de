"""One ledger in many disguises is one frame; a damaged one is a clear stop, or still sound."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.errors import InputsError
from analysis.inputs.columns import KINDS
from analysis.inputs.totals import COUNTS
from tests.inputs.disguises import ENCODINGS, LEDGERS, Disguise, Row, disguises
from tests.inputs.ledgers import read_folder

QUICK = settings(deadline=None, max_examples=40)


def plain(kind: str, rows: Sequence[Row]) -> str:
    """Write a ledger as the manual shows it."""
    names = [column.name for column in KINDS[kind]]
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow([column.header for column in KINDS[kind]])
    lines.writerows([row[name] for name in names] for row in rows)
    return text.getvalue()


def read_text(kind: str, text: str | bytes, folder: Path) -> pd.DataFrame:
    content = text.encode() if isinstance(text, str) else text
    (folder / f"{kind}.csv").write_bytes(content)
    return read_folder(kind, folder)


@pytest.mark.parametrize("kind", LEDGERS)
def test_a_ledger_in_any_disguise_is_the_same_frame(
    kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    @QUICK
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        rows = data.draw(LEDGERS[kind])
        disguise: Disguise = data.draw(disguises(kind, rows))
        folder = tmp_path_factory.mktemp("disguised")
        disguise.write(folder, kind)
        source = {"files": f"{kind}*", "date_order": disguise.style.order}
        expected = read_text(kind, plain(kind, rows), tmp_path_factory.mktemp("plain"))
        assert len(expected) == len(rows)
        assert_frame_equal(read_folder(kind, folder, source), expected)

    holds()


NO_TIMES = ("2026-02-30", "三天内", "26-07-01", "2026", "01/02/2026", "46204", "13800138000")
NO_COUNTS = ("-1", "1.5", "1e3", "1,20", "多", "１.5", "①", "=SUM(B2:B3)", "13800138000号")
# What no cell of a column may hold; blanks where one must not stand.
DAMAGES = {
    **dict.fromkeys(COUNTS["hall"], ("", *NO_COUNTS)),
    "times": NO_COUNTS,
    **dict.fromkeys(("date", "issued_at", "due_at"), ("", *NO_TIMES)),
    "resolved_at": NO_TIMES,
    "unit": ("天文台", "临江", "临江市税务局？", "1"),
    "month": ("", "2026-06", "13月", "七月", "7", "2026.7", "2025-07"),
    "kind": ("", "奖状", "锦旗感谢信"),
    "finding": ("待查", "属实误评"),
    "name": ("", " ", "\u00a0"),
    "order_id": ("", "\u3000"),
    "evaluation_id": ("", " "),
}


@pytest.mark.parametrize("kind", LEDGERS)
def test_a_damaged_cell_is_named_by_row_and_column(
    kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    headers = {column.name: column.header for column in KINDS[kind]}

    @QUICK
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        rows = data.draw(LEDGERS[kind].filter(bool))
        place = data.draw(st.integers(0, len(rows) - 1))
        column = data.draw(st.sampled_from([name for name in headers if name in DAMAGES]))
        damaged = {**rows[place], column: data.draw(st.sampled_from(DAMAGES[column]))}
        text = plain(kind, [*rows[:place], damaged, *rows[place + 1 :]])
        with pytest.raises(InputsError) as stopped:
            read_text(kind, text, tmp_path_factory.mktemp("damaged"))
        letter = "ABCDEFG"[list(headers).index(column)]
        where = f"{kind}.csv 第 {place + 2} 行 {letter} 列“{headers[column]}”："
        assert str(stopped.value).startswith(where)
        assert "13800138000" not in str(stopped.value)

    holds()


def outcome(kind: str, content: str | bytes, folder: Path) -> str:
    """Tell how reading ended: with a frame, or with an error that the analyst can mend."""
    try:
        frame = read_text(kind, content, folder)
    except InputsError as stopped:
        return str(stopped)
    return f"{len(frame)} rows"


CELLS = st.one_of(
    st.text(max_size=12),
    st.text(
        alphabet="0123456789０１２,，.．-/年月日合计小总共：:备注 一\u00a0\"'\n\t", max_size=12
    ),
)


@pytest.mark.parametrize("kind", LEDGERS)
def test_any_text_in_any_cell_is_read_or_refused(
    kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    @QUICK
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        rows = data.draw(LEDGERS[kind].filter(bool))
        place = data.draw(st.integers(0, len(rows) - 1))
        column = data.draw(st.sampled_from(list(rows[0])))
        damaged = {**rows[place], column: data.draw(CELLS)}
        text = plain(kind, [*rows[:place], damaged, *rows[place + 1 :]])
        folder = tmp_path_factory.mktemp("any")
        told = outcome(kind, text.encode("utf-8", "surrogatepass"), folder)
        assert told == f"{len(rows)} rows" or kind in told

    holds()


@pytest.mark.parametrize("kind", LEDGERS)
def test_damaged_bytes_are_read_or_refused(
    kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    @QUICK
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        content = plain(kind, data.draw(LEDGERS[kind])).encode(
            data.draw(st.sampled_from(ENCODINGS))
        )
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 8)))
        damaged = content[:start] + data.draw(st.binary(max_size=8)) + content[end:]
        assert outcome(kind, damaged, tmp_path_factory.mktemp("bytes"))

    holds()


def test_a_row_that_is_missing_above_a_total_is_noticed(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    @QUICK
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        rows = data.draw(LEDGERS["hall"].filter(lambda rows: len(rows) > 1))
        lost = data.draw(st.integers(0, len(rows) - 1))
        total = {n: str(sum(int(row[n]) for row in rows)) for n in COUNTS["hall"]}
        kept = [row for place, row in enumerate(rows) if place != lost]
        text = plain("hall", [*kept, {"unit": "合计", **total}])
        told = outcome("hall", text, tmp_path_factory.mktemp("total"))
        if any(int(rows[lost][name]) for name in COUNTS["hall"]):
            assert told.startswith(f"hall.csv 第 {len(rows) + 1} 行")
            assert "请核对是否缺行或数字有误" in told
        else:
            assert told == f"{len(kept)} rows"

    holds()
