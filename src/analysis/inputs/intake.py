"""Taking in evaluation files: text and sheets once into typed Parquet, Parquet where it lies."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path

from analysis.disk import discard, new_folder, put_in_place
from analysis.engines.duckdb import Engine, kept_select
from analysis.engines.typed import RawRecords, quoted, refused_types, typed_select
from analysis.errors import InputsError
from analysis.inputs.columns import constants_of
from analysis.inputs.fingerprints import digest, file_hash, reading_code
from analysis.inputs.incoming import Incoming
from analysis.inputs.places import column_letter
from analysis.inputs.readers.opening import open_tables, stored_header
from analysis.inputs.readers.table import Header, RawTable
from analysis.params.sources import DeclaredSource

KIND = "evaluations"
_INCOMING = "incoming"
# How the names of folders begin in which files are being typed.
SCRATCH = ".typing-"

# Told the name of what is being read, and how many rows of it have been.
OnRows = Callable[[str, int], None]


@dataclass(frozen=True)
class Taken:
    """One table of records, typed: a file, or a sheet of a workbook.

    `select` is SQL for its typed records; `read` how many rows it has, counted in another way;
    `malformed` the rows that could not be taken in.
    """

    name: str
    file: str
    header: Header
    select: str
    read: int
    malformed: tuple[int, ...]
    stored: bool = False

    def place(self, column: str, row: int) -> str:
        """Name a cell as a spreadsheet does: file, row, column's letter and header."""
        letter = "" if self.stored else f" {column_letter(self.header.positions[column])} 列"
        return f"{self.name} 第 {row} 行{letter}“{self.header.titles[column]}”"


@dataclass
class Intake:
    """Takes in the files of one quarter; what was typed is kept in `store` for the next time."""

    engine: Engine
    store: Path
    time_zone: str
    on_rows: OnRows
    used: set[str] = field(default_factory=set)

    def take(self, path: Path, source: DeclaredSource) -> list[Taken]:
        """Return the tables of a file; what cannot be read at all is an InputsError."""
        if path.suffix.lower() == ".parquet":
            return [self._stored(path, source)]
        kept = self.store / _key(path, source, self.time_zone)
        self.used.add(kept.name)
        if not kept.is_dir():
            self._type(path, source, kept)
        return [_load(part) for part in sorted(kept.glob("*.json"))]

    def forget_others(self) -> None:
        """Clear away what was kept of files that are there no more, or were changed since."""
        for kept in self.store.iterdir():
            if kept.is_dir() and not kept.name.startswith(".") and kept.name not in self.used:
                discard(kept, SCRATCH)

    def _stored(self, path: Path, source: DeclaredSource) -> Taken:
        stored = self.engine.stored(path)
        header = stored_header(path, KIND, source, stored.titles)
        raw = RawRecords(stored.relation, header.titles, stored.types, stored.row, stored=True)
        records = _declared(raw, source)
        _require_exact(path, header, refused_types(records))
        select = typed_select(records)
        return Taken(path.name, path.name, header, select, stored.rows, (), stored=True)

    def _type(self, path: Path, source: DeclaredSource, kept: Path) -> None:
        """Type every table of a file; they are put in place together, or none."""
        making = new_folder(self.store, SCRATCH)
        try:
            for number, (table, header) in enumerate(open_tables(path, KIND, source)):
                target = making / f"{number:03}.parquet"
                taken = self._write(table, header, source, target)
                described = json.dumps(asdict(taken), ensure_ascii=False)
                target.with_suffix(".json").write_text(described, "utf-8")
            put_in_place(making, kept)
        finally:
            shutil.rmtree(making, ignore_errors=True)

    def _write(
        self, table: RawTable, header: Header, source: DeclaredSource, target: Path
    ) -> Taken:
        names = {name: name for name in header.positions}
        texts = RawRecords(
            quoted(_INCOMING),
            names,
            dict.fromkeys(names, "VARCHAR"),
            row='"row"',
            serials=table.path.suffix.lower() == ".xlsx",
        )
        records = _declared(texts, source)
        batches = map(self.engine.impersonal().beside, table.batches(header))
        incoming = Incoming(batches, partial(self.on_rows, table.name))
        with ThreadPoolExecutor(max_workers=1) as other:
            counted = other.submit(table.count_rows, header)
            written = incoming.into(lambda batches: self.engine.store(batches, records, target))
        malformed = tuple(int(row) for row in table.malformed)
        read = counted.result()
        if read != written + len(malformed):
            read = table.count_rows(header, careful=True)
        return Taken(table.name, table.path.name, header, "", read, malformed)


def _require_exact(path: Path, header: Header, wrong: Mapping[str, str]) -> None:
    """Refuse columns of a Parquet file whose type has changed what was written."""
    for name, kind in wrong.items():
        raise InputsError(
            f"{path.name} 的“{header.titles[name]}”列是 {kind} 类型，内容可能已经改变："
            "编号应为文本，时间应为时间或文本。请重新导出。"
        )


def _declared(records: RawRecords, source: DeclaredSource) -> RawRecords:
    """Return records with what their source declares."""
    constants = constants_of(KIND, source.constants)
    return replace(
        records, constants=constants, date_order=source.date_order, no_answer=source.no_answer
    )


def _key(path: Path, source: DeclaredSource, time_zone: str) -> str:
    """Name what the typed records of a file follow from."""
    rules = [file_hash(path), path.name, source.model_dump(mode="json"), time_zone, reading_code()]
    return digest(rules)[:24]


def _load(described: Path) -> Taken:
    kept = json.loads(described.read_text("utf-8"))
    stated = {
        "header": Header(**kept["header"]),
        "select": kept_select(described.with_suffix(".parquet")),
        "malformed": tuple(kept["malformed"]),
    }
    return Taken(**{**kept, **stated})
