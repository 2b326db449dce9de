"""Files with personal values in every place that an export may have them.

Left out, because nobody can tell them apart: a person's name in the place of a unit, a region, a
level or an item, and a citizen's words or address in the place of an item or a channel, which are
free text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import pandas as pd

from tests.inputs.planted import (
    ADDRESS,
    COMMENT,
    FULL_WIDTH,
    IDENTITY,
    NAME,
    PERSONAL,
    PHONE,
    as_csv,
)
from tests.inputs.readers.workbooks import Stored, write_workbook

Row = list[str]
Content = str | bytes | Callable[[Path], object]

HEADERS = [
    *("评价编号", "区域", "单位", *PERSONAL, "满意度", "主动评价"),
    *("评价时间", "评价渠道", "事项名称"),
]
WORDS = ("区域", "单位", "满意度", "主动评价")


def row(number: int, **changed: str) -> Row:
    """A record with all that is personal in columns of its own."""
    cells = {
        "评价编号": f"PJ{number:04}",
        "区域": "市本级",
        "单位": "临江市税务局",
        **PERSONAL,
        "满意度": "不满意",
        "主动评价": "是",
        "评价时间": f"2026-0{7 + number % 3}-15 10:{number % 60:02}:00",
        "评价渠道": "窗口",
        "事项名称": "申报",
        **changed,
    }
    return [cells[header] for header in HEADERS]


SOUND = [HEADERS, row(1), row(2), row(3)]
ALONE = as_csv([HEADERS, row(100)])


def shifted(cells: Row) -> list[Row]:
    """Return a row moved to the left and to the right by one to eight cells, same width."""
    width = len(cells)
    left = [[*cells[by:], *[""] * by] for by in range(1, 9)]
    return left + [[*[""] * by, *cells][:width] for by in range(1, 9)]


def slipped(cells: Row) -> list[Row]:
    """Return a row with each of its cells up to the time lost or doubled, the rest moved up."""
    upto = HEADERS.index("评价时间")
    lost = [[*cells[:at], *cells[at + 1 :], ""] for at in range(upto)]
    return lost + [[*cells[:at], *cells[at - 1 : -1]] for at in range(1, upto)]


def with_each(header: str) -> list[Row]:
    """Return rows in which each planted value but the name stands in one column."""
    values = (
        IDENTITY,
        PHONE,
        ADDRESS,
        COMMENT,
        PHONE.translate(FULL_WIDTH),
        f" {IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}",
    )
    return [row(20 + place, **{header: value}) for place, value in enumerate(values)]


def file(form: str, rows: Sequence[Row], name: str = "evaluations") -> dict[str, Content]:
    """Return the rows as one file of a form, the header first."""
    match form:
        case "XLSX":
            return {f"{name}.xlsx": lambda path: write_workbook(path, {"明细": rows})}
        case "Parquet":
            return {f"{name}.parquet": partial(_write_parquet, rows)}
        case encoding:
            return {f"{name}.csv": as_csv(rows).encode(encoding)}


def _write_parquet(rows: Sequence[Row], path: Path) -> None:
    pd.DataFrame(list(rows[1:]), columns=list(rows[0])).to_parquet(path)


Scenario = tuple[int, Mapping[str, Content]]


def everywhere(what: str, rows: Sequence[Row], code: int) -> dict[str, Scenario]:
    """Return one scenario in every form."""
    return {f"{what}, {form}": (code, file(form, rows)) for form in ("utf-8", "XLSX", "Parquet")}


# Rows that slipped, each kind of value in each kind of column.
SLIPPED = [
    *(*SOUND, *shifted(row(9)), *slipped(row(9)), *with_each("评价编号"), *with_each("评价时间")),
    *(row(8, 事项名称=IDENTITY), row(7, 评价渠道=PHONE)),
]


BROKEN = as_csv(SOUND)
TITLES = [[f"填报人：{NAME}", f"联系电话：{PHONE}", ADDRESS], [f"审核：{NAME}", "制表", COMMENT]]
MISSPELT = ["满意渡" if header == "满意度" else header for header in HEADERS]
NAMED_BLANK = ["" if header in PERSONAL else header for header in MISSPELT]
# Name -> exit code of `bulletin check`, files.
SCENARIOS: dict[str, Scenario] = {
    **everywhere("columns of their own", SOUND, 0),
    **everywhere("rows shifted", [*SOUND, *shifted(row(9))], 0),
    **everywhere("cells lost and doubled", [*SOUND, *slipped(row(9))], 0),
    **everywhere("outside the quarter", [*SOUND, row(9, 评价时间="2026-10-01")], 0),
    **everywhere("ids", [*SOUND, *with_each("评价编号"), *with_each("评价编号")], 0),
    **everywhere("times", [*SOUND, *with_each("评价时间")], 0),
    **everywhere("the header lost", SOUND[1:], 11),
    **everywhere("a title misspelt", [MISSPELT, *SOUND[1:]], 11),
    **{
        f"in the place of {header}": (11, file(form, [*SOUND, *with_each(header)]))
        for header, form in zip(WORDS, ("utf-8", "gb18030", "XLSX", "Parquet"), strict=True)
    },
    "in the place of a count": (
        11,
        file(
            "utf-8",
            [
                [*HEADERS, "数量"],
                *([*one, "1"] for one in SOUND[1:]),
                [*row(9), PHONE],
                [*row(8), COMMENT],
            ],
        ),
    ),
    "numbers in free words": (
        0,
        file("utf-8", [*SOUND, row(8, 事项名称=IDENTITY), row(9, 评价渠道=f"电话{PHONE}")]),
    ),
    "titles above": (0, file("XLSX", [*TITLES, *SOUND])),
    "titles above a header that is none": (11, file("XLSX", [*TITLES, MISSPELT, *SOUND[1:]])),
    "titles above blank titles": (
        11,
        file(
            "utf-8",
            [["", "", "", NAME, IDENTITY, PHONE, ADDRESS, COMMENT], NAMED_BLANK, *SOUND[1:]],
        ),
    ),
    "titles alone": (11, file("XLSX", [*TITLES, ["口径", "说明", COMMENT]])),
    "remarks below": (0, file("XLSX", [*SOUND, [f"制表人：{NAME}"], ["", PHONE]])),
    "a sheet without its header": (
        11,
        {"evaluations.xlsx": lambda path: write_workbook(path, {"一": SOUND, "二": SOUND[1:]})},
    ),
    "rows with a cell too many": (0, file("utf-8", [*SOUND, [*row(9), COMMENT], row(8)[:-1]])),
    "a comment with a comma and no quotes": (
        0,
        {"evaluations.csv": BROKEN + ",".join(row(9, 评价内容=f"慢,{COMMENT}")) + "\n"},
    ),
    "a comment with a quote": (
        11,
        {"evaluations.csv": BROKEN + ",".join(row(9, 评价内容=f'"{COMMENT}"差')) + "\n"},
    ),
    "a comment with a quote left open": (
        11,
        {"evaluations.csv": BROKEN + ",".join(row(9, 评价内容=f'"{COMMENT}')) + "\n"},
    ),
    "rows above the header": (11, file("utf-8", [*SOUND[1:], *SOUND])),
    "the header again": (11, file("utf-8", [*SOUND, *SOUND])),
    "two encodings": (
        11,
        {"evaluations.csv": BROKEN.encode() + as_csv([row(9), row(10)]).encode("gb18030")},
    ),
    "a comment in another encoding": (
        0,
        {
            "evaluations.csv": BROKEN.encode()
            + BROKEN.splitlines()[1]
            .replace("PJ0001", "PJ9")
            .encode()
            .replace(COMMENT.encode(), COMMENT.encode("gb18030"))
        },
    ),
    "a file cut off": (0, {"evaluations.csv": BROKEN.encode()[:-150]}),
    "UTF-32": (11, {"evaluations.csv": BROKEN.encode("utf-32")}),
    "ids made numbers": (
        11,
        {
            "evaluations.xlsx": lambda path: write_workbook(
                path, {"明细": [*SOUND, [int(IDENTITY), *row(9)[1:]], [int(PHONE), *row(8)[1:]]]}
            )
        },
    ),
    "an error beside them": (
        11,
        {
            "evaluations.xlsx": lambda path: write_workbook(
                path, {"明细": [*SOUND, [*row(9)[:8], Stored("e", "#N/A"), *row(9)[9:]]]}
            )
        },
    ),
    "one file twice": (11, {"evaluations_1.csv": BROKEN, "evaluations_2.csv": BROKEN}),
    "hall counts": (
        11,
        {
            "hall.csv": "单位,叫号量,办件量,现场主动评价数,网上办件量,网上主动评价数\n"
            f"临江税务,{IDENTITY},{PHONE},-{PHONE},0,{COMMENT}\n{ADDRESS},1,1,1,1,1\n{PHONE},1,1,1,1,1\n"
        },
    ),
    "supervision orders": (
        11,
        {
            "supervision_orders.csv": "督办单号,评价编号,单位,发出时间,办结时限,办结时间,核实结果,"
            "申请人,电话\n"
            f"D1,{IDENTITY},临江税务,2026-09-01,{COMMENT},{PHONE},{COMMENT},{NAME},{PHONE}\n"
            f"{PHONE},E2,{COMMENT},{ADDRESS},2026-09-05,,,{NAME},{PHONE}\n"
            f"{PHONE},E2,临江税务,2026-09-01,2026-09-05,,,{NAME},{PHONE}\n"
        },
    ),
    "commendations": (
        11,
        {
            "commendations.csv": "日期,类型,单位,次数,赠送人,感谢内容\n"
            f"2026-07-09,{COMMENT},临江税务,{PHONE},{NAME},{COMMENT}\n"
            f"{PHONE},锦旗,{ADDRESS},1,{NAME},{COMMENT}\n"
        },
    ),
}

# Ledgers that are right, with personal columns and notes beside what is read.
LEDGERS: Mapping[str, Content] = {
    "hall.csv": "单位,叫号量,办件量,现场主动评价数,网上办件量,网上主动评价数,联系人,电话\n"
    f"临江税务,200,150,150,50,40,{NAME},{PHONE}\n合计,200,150,150,50,40,,\n制表：{NAME},,,,,,,{PHONE}\n",
    "service_stars.csv": f"月份,姓名,单位,证件号码\n2026-07,王一,临江税务,{IDENTITY}\n",
    "supervision_orders.csv": "督办单号,评价编号,单位,发出时间,办结时限,办结时间,核实结果,申请人,"
    "电话,诉求\n"
    f"D1,E1,临江税务,2026-09-01,2026-09-05,2026-09-05,属实,{NAME},{PHONE},{COMMENT}\n",
    "commendations.csv": "日期,类型,单位,姓名,次数,赠送人,地址,感谢内容\n"
    f"2026-07-09,表扬,临江税务,王一,1,{NAME},{ADDRESS},{COMMENT}\n",
}
_STAR, _PRAISE = (
    "月份,姓名,单位\n2026-07,{},临江税务\n",
    "日期,类型,单位,姓名\n2026-07-09,表扬,临江税务,{}\n",
)
_ORDER = (
    "督办单号,评价编号,单位,发出时间,办结时限,办结时间,核实结果\n"
    "{},{},临江税务,2026-09-01,2026-09-05,2026-09-05,属实\n"
)
# What nobody's eye would take for a name or an id of a ledger.
MISPLACED: Mapping[str, Mapping[str, Content]] = {
    "a number for a star": {"service_stars.csv": _STAR.format(IDENTITY)},
    "a number for a praised one": {"commendations.csv": _PRAISE.format(PHONE)},
    "a comment for a praised one": {"commendations.csv": _PRAISE.format(COMMENT)},
    "an address for a praised one": {"commendations.csv": _PRAISE.format(ADDRESS)},
    "a number for an order": {"supervision_orders.csv": _ORDER.format(PHONE, "E1")},
    "a number for an order's evaluation": {"supervision_orders.csv": _ORDER.format("D1", IDENTITY)},
    "a comment for an order's evaluation": {"supervision_orders.csv": _ORDER.format("D1", COMMENT)},
}
