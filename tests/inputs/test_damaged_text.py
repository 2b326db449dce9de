"""49 text files damaged at one place: read by row, or a clear stop."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.inputs.beside import ALL, LINES, TEXT, Outcome, require_outcome

LATER = "可能混有别的编码，或文件已损坏。请从系统重新导出；"


def line(number: int, old: str, new: str) -> str:
    """Return the text with one line changed, by its row as Excel counts."""
    changed = LINES[number - 1].replace(old, new, 1)
    assert changed != LINES[number - 1]
    return "".join([*LINES[: number - 1], changed, *LINES[number:]])


UNCLOSED = "有一个引号没有闭合"
CSV = "evaluations_1.csv"
TEXTS: Mapping[str, tuple[str | bytes, Outcome]] = {
    "a row cut": (line(4, ",窗口,满意,是", ""), ((1, 2, 4, 5, 6), {4: "malformed_row"})),
    "a cell too many": (line(4, "窗口", "窗口,"), ((1, 2, 4, 5, 6), {4: "malformed_row"})),
    "a tab for a comma": (line(4, ",窗口", "\t窗口"), ((1, 2, 4, 5, 6), {4: "malformed_row"})),
    "a wide comma": (line(4, ",窗口", "，窗口"), ((1, 2, 4, 5, 6), {4: "malformed_row"})),
    "two rows run together": (
        line(4, "\n", ""),
        ((1, 2, 5, 6), {4: "malformed_row"}),
    ),
    "a row broken in two": (
        line(4, "窗口", "窗\n口"),
        ((1, 2, 4, 5, 6), {4: "malformed_row", 5: "malformed_row"}),
    ),
    "blank lines": (TEXT.replace("\n", "\n\n"), (ALL, {})),
    "lines of commas": (TEXT.replace("\n", "\n,,,,,,,\n"), (ALL, {})),
    "a remark below": (TEXT + "制表人：赵某\n", (ALL, {8: "malformed_row"})),
    "Ctrl-Z at the end": (TEXT + "\x1a", (ALL, {8: "malformed_row"})),
    "CR alone": (TEXT.replace("\n", "\r"), (ALL, {})),
    "line ends of all kinds": (
        line(4, "\n", "\r").replace("\nE5", "\r\nE5"),
        (ALL, {}),
    ),
    "no line end at the end": (TEXT.rstrip("\n"), (ALL, {})),
    "cut off in a row": (TEXT[: TEXT.index("事项6")], ((1, 2, 3, 4, 5), {7: "malformed_row"})),
    "cut off in a character": (
        TEXT.encode()[: TEXT.encode().index("项6".encode()) + 2],
        ((1, 2, 3, 4, 5), {7: "malformed_row"}),
    ),
    "cut off in the time": (TEXT[:-13], ((1, 2, 3, 4, 5), {7: "unreadable_time"})),
    "cut off below the header": (LINES[0], ((), {})),
    "cut off in the header": (
        LINES[0][:20],
        f"{CSV} 缺少“满意度”、“主动评价”、“评价时间”列。第 1 行的列：“评价编号”、“区域”、",
    ),
    "cut off in UTF-16": (TEXT.encode("utf-16")[:-1], f"{CSV} 在一个字的中间结束，可能没有传完。"),
    "a byte lost in UTF-16": (
        TEXT.encode("utf-16")[:300] + TEXT.encode("utf-16")[301:],
        f"{CSV} 在一个字的中间结束，可能没有传完。",
    ),
    "a quote opened": (line(4, "事项3", '"事项3'), f"{CSV} 第 4 行：{UNCLOSED}"),
    "a quote opened in the last row": (line(7, "E6", '"E6'), f"{CSV} 第 7 行：{UNCLOSED}"),
    "a quote opened in the header": (line(1, "单位", '"单位'), f"{CSV} 第 1 行：{UNCLOSED}"),
    "a quote within a cell": (line(4, "窗口", '窗"口'), (ALL, {})),
    "a quoted word and more": (
        line(4, "事项3", '"事"项3'),
        f"{CSV} 第 4 行：结束引号之后还有文字",
    ),
    "a row in another encoding": (
        b"".join(
            text.encode("gb18030" if place == 3 else "utf-8") for place, text in enumerate(LINES)
        ),
        f"{CSV} 第 4 行 B 列“区域”不是 UTF-8 的文字，{LATER}",
    ),
    "a row of UTF-8 amid GB18030": (
        b"".join(
            text.encode("utf-8" if place == 3 else "gb18030") for place, text in enumerate(LINES)
        ),
        f"{CSV} 第 4 行 B 列“区域”不是 GB18030 的文字，{LATER}",
    ),
    "a second half in another encoding": (
        # Without a comma or a line end of UTF-16, all that follows is one row.
        "".join(LINES[:4]).encode("utf-16") + "".join(LINES[4:]).encode(),
        ((1, 2, 3), {5: "malformed_row"}),
    ),
    "bytes of no encoding": (
        TEXT.encode().replace("事项3".encode(), b"\xff\xfe\xff"),
        f"{CSV} 第 4 行 D 列“事项名称”不是 UTF-8 的文字，{LATER}",
    ),
    "a mark amid the file": (line(4, "E3", "\ufeffE3"), (ALL, {})),
    "an id again behind a mark": (
        line(4, "E3", "\ufeffE2"),
        ((1, 2, 4, 5, 6), {4: "repeated_id"}),
    ),
    "two exports in one": (
        TEXT + TEXT.replace("E", "F"),
        f"{CSV} 第 8 行又是列名：几份数据接在了一起，后面各列的先后可能不同。请分成几个文件。",
    ),
    "two exports under other names": (
        TEXT + TEXT.replace("E", "F").replace("满意度", "评价等级").replace("单位,", "部门,"),
        f"{CSV} 第 8 行又是列名：",
    ),
    "the header twice": (LINES[0] + TEXT, f"{CSV} 第 2 行又是列名："),
    "the header amid the rows": (
        "".join([*LINES[1:4], LINES[0], *LINES[4:]]),
        f"{CSV} 第 1 行在列名（第 4 行）之上，却填满了各列，",
    ),
    "the header lost": ("".join(LINES[1:]), f"{CSV} 缺少“区域”、“单位”、"),
    "a column twice": (
        line(1, "评价渠道", "部门"),
        f"{CSV} 缺少“评价渠道”列（也可写作 channel、渠道）。",
    ),
    "two columns of one name": (
        TEXT.replace("\n", ",临江市民政局\n").replace("时间,临江市民政局", "时间,部门"),
        f"{CSV} 第 1 行：C 列“单位”、I 列“部门”都是“单位”列，",
    ),
    "titles swapped": (
        line(1, "区域,单位", "单位,区域"),
        f"{CSV} 第 2 行 C 列“区域”：“临江市税务局”不在 params/units.yaml 的区域中",
    ),
    "a title misspelt": (
        line(1, "满意度", "满意渡"),
        f"{CSV} 缺少“满意度”列（也可写作 satisfaction、评价等级、满意度等级）。",
    ),
    "the ids lost": (
        line(1, "评价编号", "序号"),
        f"{CSV} 既没有“评价编号”列，也没有“数量”列：",
    ),
    "a comma more in the header": (
        line(1, "\n", ",\n"),
        ((), dict.fromkeys(range(2, 8), "malformed_row")),
    ),
    "another delimiter": (TEXT.replace(",", "|"), f"{CSV} 缺少“区域”、“单位”、"),
    "nothing": ("", f"{CSV} 是空文件。"),
    "a mark alone": ("\ufeff", f"{CSV} 是空文件。"),
    "line ends alone": ("\r\n\n\n", f"{CSV} 是空文件。"),
    "noughts": (b"\0" * 200, CSV),
    "UTF-32": (TEXT.encode("utf-32"), CSV),
    "Big5": (TEXT.encode("big5", "replace"), CSV),
}


@pytest.mark.parametrize(("content", "outcome"), TEXTS.values(), ids=TEXTS.keys())
def test_damaged_text_is_read_by_row_or_stops(content: str | bytes, outcome: Outcome) -> None:
    require_outcome(CSV, content, outcome)


# Between two stray quotes of one column all rows become one cell, and both counts agree.
SWALLOWED = {
    "closed in the same column": line(4, "事项3", '"事项3').replace("事项5", '事项5"'),
    "closed in the next row": line(4, "事项3", '"事项3').replace("事项4,", '事项4",'),
}


@pytest.mark.parametrize("content", SWALLOWED.values(), ids=SWALLOWED.keys())
def test_rows_between_two_stray_quotes_are_not_lost(content: str) -> None:
    require_outcome(CSV, content, f"{CSV} 第 4 行：")
