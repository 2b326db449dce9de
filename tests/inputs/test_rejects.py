"""Nothing lost: rows read are counted or rejected, by file and reason, whatever arrives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.inputs.delivered import Inputs
from analysis.inputs.kept_evaluations import Evaluations
from analysis.inputs.quality import REASONS
from analysis.levels import LEVELS, LOW_LEVELS
from tests.inputs.exports import QUARTER, ROSTER, csv, reading, record
from tests.inputs.reading import evaluations_of

Read = Callable[..., Evaluations]

WORDS = {level.word: level.key for level in LEVELS}
LOW_WORDS = {level.word for level in LOW_LEVELS}
# The edges of the quarter, inside and outside, and what is no time at all.
INSIDE = ("2026-07-01 00:00:00", "2026-07-15 10:00:00", "2026-09-30 23:59:59")
OUTSIDE = {
    "2026-06-30 23:59:59": "outside_quarter",
    "2026-10-01 00:00:00": "outside_quarter",
    "": "missing_time",
    "2026-09-31": "no_such_time",
    "昨天": "unreadable_time",
    "0": "unreadable_time",
}

RECORDS = st.builds(
    lambda number, word, time: record(评价编号=number, 满意度=word, 评价时间=time),
    st.sampled_from(["", "E1", "E2", "E3", "E4"]),
    st.sampled_from(sorted(WORDS)),
    st.sampled_from([*INSIDE, *INSIDE, *OUTSIDE]),
)
# A file delivered twice is refused, see test_evaluations.
FILES = st.lists(st.lists(RECORDS, max_size=6), min_size=1, max_size=2).filter(
    lambda files: files[0] != files[-1] or len(files) == 1 or not files[0]
)
AGAIN = [[record(满意度="满意"), record(满意度="不满意")], [record(), record(评价时间="昨天")]]


def verdicts(files: list[list[dict[str, str]]]) -> list[tuple[int, dict[str, str], str]]:
    """Say what must become of each row, by a walk from the first file's first row on."""
    told, seen = [], set()
    for place, rows in enumerate(files):
        for row in rows:
            number, verdict = row["评价编号"], "counted"
            if row["评价时间"] not in INSIDE:
                verdict = OUTSIDE[row["评价时间"]]
            elif number in seen:
                verdict = "repeated_id"
            elif number:
                seen.add(number)
            told.append((place, row, verdict))
    return told


def read_files(files: list[list[dict[str, str]]]) -> Evaluations:
    with TemporaryDirectory() as place:
        for number, rows in enumerate(files):
            (Path(place) / f"evaluations_{number}.csv").write_text(csv(*rows), "utf-8")
        inputs = Inputs(Path(place), QUARTER, ROSTER, reading(), ("evaluations",))
        return evaluations_of(inputs, Path(place))


@settings(deadline=None, max_examples=40)
@given(FILES)
@example(AGAIN)
def test_every_row_is_counted_or_rejected_for_its_own_reason(
    files: list[list[dict[str, str]]],
) -> None:
    found, expected = read_files(files), verdicts(files)
    for place, file in enumerate(found.quality.files):
        became = Counter(verdict for where, _, verdict in expected if where == place)
        assert file.file == f"evaluations_{place}.csv"
        assert file.read == len(files[place]) == file.counted + sum(file.rejected.values())
        assert file.counted == became["counted"]
        assert dict(file.rejected) == {rule: became[rule] for rule in REASONS}
    levels = Counter(WORDS[row["满意度"]] for _, row, verdict in expected if verdict == "counted")
    cube = found.cube.groupby("level")["count"].sum()
    assert {level: count for level, count in cube.items() if count} == dict(levels)


@settings(deadline=None, max_examples=30)
@given(FILES)
@example(AGAIN)
def test_low_ratings_are_the_counted_records_at_the_low_levels(
    files: list[list[dict[str, str]]],
) -> None:
    kept = Counter(
        (row["评价编号"] or None, WORDS[row["满意度"]])
        for _, row, verdict in verdicts(files)
        if verdict == "counted" and row["满意度"] in LOW_WORDS
    )
    low = read_files(files).low_ratings
    numbers = low["evaluation_id"].astype(object).where(low["evaluation_id"].notna(), None)
    assert Counter(zip(numbers, low["level"], strict=True)) == kept


def test_rejected_rows_are_listed_with_file_row_and_reason(folder: Path, read: Read) -> None:
    east = (record(), record(评价编号="E2", 评价时间="2026-10-01"))
    (folder / "evaluations_1.csv").write_text(csv(*east), "utf-8")
    city = (record(评价编号="E3"), record(), record(评价编号="E4"), record(评价编号="E3"))
    (folder / "evaluations_2.csv").write_text(csv(*city), "utf-8")
    quality = read().quality
    assert quality.rejects.to_dict("tight")["data"] == [
        ["evaluations_1.csv", 3, "outside_quarter", "E2"],
        ["evaluations_2.csv", 3, "repeated_id", "E1"],
        ["evaluations_2.csv", 5, "repeated_id", "E3"],
    ]
    assert quality.lines() == [
        "evaluations_1.csv：读入 2 行 = 计入 1 行 + 剔除 1 行（评价时间不在本季度 1 行）",
        "evaluations_2.csv：读入 4 行 = 计入 2 行 + 剔除 2 行（评价编号与前面的记录重复 2 行）",
        (
            "合计：读入 6 行 = 计入 3 行 + 剔除 3 行"
            "（评价时间不在本季度 1 行，评价编号与前面的记录重复 2 行）"
        ),
    ]


def test_the_row_of_a_reject_in_parquet_counts_from_one(folder: Path, read: Read) -> None:
    rows = [record(), record()]
    pd.DataFrame(rows).to_parquet(folder / "evaluations.parquet")
    assert list(read().quality.rejects["row"]) == [2]


def test_a_local_time_with_its_zone_stays_in_its_quarter(folder: Path, read: Read) -> None:
    local = pd.to_datetime(["2026-07-01 00:30:00"]).tz_localize("Asia/Shanghai")
    frame = pd.DataFrame([record()]).assign(评价时间=local)
    frame.to_parquet(folder / "evaluations.parquet")
    assert read().quality.counted == 1


def test_a_rejected_row_takes_its_whole_count_with_it(folder: Path, read: Read) -> None:
    rows = (record(数量="3"), record(数量="5"), record(评价编号="E2", 数量="7"))
    headers = ",".join([*record(), "数量"])
    (folder / "evaluations.csv").write_text(csv(*rows, headers=headers), "utf-8")
    found = read()
    assert list(found.cube["count"]) == [10]
    assert found.quality.files[0].counted == 2


def test_a_rejected_row_with_blank_cells_is_taken_from_the_count_as_well(
    folder: Path, read: Read
) -> None:
    rows = (record(事项名称=""), record(事项名称="", 评价渠道=""), record(评价渠道=""))
    (folder / "evaluations.csv").write_text(csv(*rows), "utf-8")
    found = read()
    assert found.quality.files[0].reconciled
    kept = found.cube[found.cube["count"] > 0]
    assert kept[["item", "channel", "count"]].to_dict("tight")["data"] == [["", "窗口", 1]]


def test_a_file_without_rows_is_read_as_none(folder: Path, read: Read) -> None:
    (folder / "evaluations.csv").write_text(csv(), "utf-8")
    found = read()
    assert (len(found.cube), len(found.low_ratings), found.quality.read) == (0, 0, 0)


def test_low_ratings_stand_in_order_of_time(folder: Path, read: Read) -> None:
    times = {"E1": "2026-09-01", "E2": "2026-07-02", "E3": "2026-08-03", "E4": "2026-10-01"}
    words = {"E1": "基本满意", "E2": "非常不满意", "E3": "满意", "E4": "不满意"}
    rows = [record(评价编号=n, 评价时间=times[n], 满意度=words[n]) for n in times]
    (folder / "evaluations.csv").write_text(csv(*rows), "utf-8")
    low = read().low_ratings
    assert list(low["evaluation_id"]) == ["E2", "E1"]
    assert list(low["level"]) == ["very_dissatisfied", "basically_satisfied"]
    assert list(low["unit"]) == ["临江市税务局"] * 2
