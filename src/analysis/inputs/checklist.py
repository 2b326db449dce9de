"""The files to bring for a quarter: what is needed, and what the quarter before had of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import BulletinError
from analysis.inputs.columns import KINDS, TITLES, InputColumn
from analysis.inputs.files import find_files
from analysis.inputs.formats import SUFFIXES
from analysis.inputs.readers.opening import open_tables
from analysis.params.blocks import Reading
from analysis.quarter import Quarter
from analysis.spelling import folded

# What a list of columns does not say.
_REMARKS: Mapping[str, tuple[str, ...]] = {
    "evaluations": ("  - “评价编号”和“数量”两列，至少要有一列",),
    "commendations": ("  - 锦旗、感谢信、表扬都记在这里，写在“类型”列",),
}


@dataclass(frozen=True)
class EarlierFile:
    """A file of the quarter before: its columns (name in the code -> header in the file).

    `declared` is the pattern of the source that params declare of it; `problem` says why it
    could not be opened.
    """

    name: str
    columns: dict[str, str]
    declared: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Checklist:
    """What is to be brought for a quarter, by kind beside the files of an earlier one."""

    quarter: Quarter
    before: Quarter | None
    files: dict[str, tuple[EarlierFile, ...]]

    def rows(self) -> list[tuple[str, str, str]]:
        """Return a row a kind for the terminal, below its head."""
        head = ("文件名开头", "内容", "必须有的列")
        rows = [head, *((kind, TITLES[kind], _headers(_required(kind))) for kind in KINDS)]
        if self.before is None:
            return rows
        had = (f"{self.before} 有", *(_formats(self.files[kind]) or "无" for kind in KINDS))
        return [(*row[:2], seen) for row, seen in zip(rows, had, strict=True)]

    def markdown(self) -> str:
        """Return the checklist as a document."""
        return "\n".join([*self._preface(), *(line for kind in KINDS for line in self._item(kind))])

    def _preface(self) -> list[str]:
        quarter = self.quarter
        seen = f"以下“上次”指 {self.before}。" if self.before else ""
        return [
            f"# {quarter.year}年{quarter.label}数据清单",
            "",
            "把下列文件放进这个文件夹，每一种都要有，齐一种勾一种（把 [ ] 改成 [x]）。",
            f"放齐之后运行 bulletin check {quarter}。{seen}",
            "",
            f"文件名以英文词开头，后面可以加别的字；格式 {'、'.join(SUFFIXES)} 均可。",
            "一种可以有几个文件；没有内容的一种，也要有只含列名的文件。列的先后不限，多余的列不读。",
            "",
        ]

    def _item(self, kind: str) -> list[str]:
        found = self.files[kind]
        optional = [column for column in KINDS[kind] if not column.required]
        seen = {name for file in found for name in file.columns}
        return [
            f"- [ ] **{kind}\\*** {TITLES[kind]}",
            f"  - 必须有的列：{_headers(_required(kind))}",
            *([f"  - 可以没有的列：{_headers(optional, seen)}"] if optional else []),
            *_REMARKS.get(kind, ()),
            *self._files(found),
            "",
        ]

    def _files(self, found: Sequence[EarlierFile]) -> list[str]:
        if not found:
            return []
        head = f"  - 上次有 {_formats(found)}，这次的文件名可以照此："
        return [head, *(f"    - [ ] {self._file(file)}" for file in found)]

    def _file(self, file: EarlierFile) -> str:
        remarks = [
            f"params 的 sources 已声明：{self._renewed(file.declared)}" if file.declared else "",
            _other_headers(file),
            f"上次的文件打不开：{file.problem}" if file.problem else "",
        ]
        told = "；".join(filter(None, remarks))
        return f"{self._renewed(file.name)}{f'（{told}）' if told else ''}"

    def _renewed(self, name: str) -> str:
        """Return a file's name with the code of the quarter now."""
        return name.replace(str(self.before), str(self.quarter))


@dataclass(frozen=True)
class EarlierData:
    """The data of an earlier quarter: their folder, and how params say that they are read.

    `recorded` are the names of the files that its last run read, whether or not they still lie
    there.
    """

    quarter: Quarter
    folder: Path
    reading: Reading
    recorded: tuple[str, ...] = ()


def checklist(quarter: Quarter, before: EarlierData | None) -> Checklist:
    """Return what to bring for a quarter; of the files before only the headers are read."""
    files = {kind: _files(kind, before) if before else () for kind in KINDS}
    return Checklist(quarter, before.quarter if before else None, files)


def _files(kind: str, before: EarlierData) -> tuple[EarlierFile, ...]:
    if found := find_files(kind, before.folder):
        return tuple(_earlier(path, kind, before.reading) for path in found)
    return tuple(EarlierFile(name, {}) for name in before.recorded if name.startswith(kind))


def _earlier(path: Path, kind: str, reading: Reading) -> EarlierFile:
    try:
        source = reading.source_for(path.name)
        tables = open_tables(path, kind, source)
    except BulletinError as error:
        return EarlierFile(path.name, {}, problem=str(error).splitlines()[0])
    titles = {name: title for _, header in tables for name, title in header.titles.items()}
    declared = source.files if source in reading.sources else ""
    return EarlierFile(path.name, titles, declared)


def _required(kind: str) -> list[InputColumn]:
    return [column for column in KINDS[kind] if column.required]


def _headers(columns: Iterable[InputColumn], seen: Iterable[str] = ()) -> str:
    had = {*seen}
    return "、".join(f"{c.header}{'（上次有）' if c.name in had else ''}" for c in columns)


def _other_headers(file: EarlierFile) -> str:
    """Say which columns stood under other names than the official ones."""
    kinds = [column for columns in KINDS.values() for column in columns]
    official = {(column.name, folded(column.header)) for column in kinds}
    other = [
        f"“{next(c.header for c in kinds if c.name == name)}”列上次写作“{title}”"
        for name, title in file.columns.items()
        if (name, folded(title)) not in official
    ]
    return "，".join(other)


def _formats(found: Sequence[EarlierFile]) -> str:
    """Return how many files there are of each format: .csv 2 个、.xlsx 1 个; '' for none."""
    counts = Counter(
        next(suffix for suffix in sorted(SUFFIXES, key=len, reverse=True) if _ends(file, suffix))
        for file in found
    )
    return "、".join(f"{suffix} {count} 个" for suffix, count in counts.items())


def _ends(file: EarlierFile, suffix: str) -> bool:
    return file.name.lower().endswith(suffix)
