"""Who takes part: which module, with which options, and what it needs."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DECODE, AS_TEXT, OURS = "bare decode", "– words as text", "ours"


@dataclass(frozen=True)
class Contestant:
    """A way of reading: `needs` are packages that the project may not have.

    `kinds`, where given, are the only ones it reads; `largest` is the largest size that it can
    hold in memory; one that only decodes finds nothing that could be compared.
    """

    name: str
    module: str
    options: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    largest: int | None = None
    only_decodes: bool = False

    @property
    def is_rival(self) -> bool:
        """Whether it may run in an environment of its own."""
        return bool(self.needs)

    def takes(self, kind: str, size: int) -> bool:
        """Tell whether it reads files of a kind, and holds so many records."""
        readable = not self.kinds or kind in self.kinds
        return readable and (self.largest is None or size <= self.largest)


def contestants(memory: Sequence[int]) -> list[Contestant]:
    """Return all of them, the bare decode first, the project once more for each limit in MB."""
    stored, text, sheet = ("parquet",), ("csv", "gb18030"), ("xlsx",)
    return [
        _decode(DECODE, "parquet", stored),
        _decode(AS_TEXT, "parquet", stored, "--text"),
        _decode("– inside DuckDB", "inside_duckdb", stored),
        _decode(DECODE, "text", text),
        _decode(DECODE, "sheet", sheet),
        # 106 million records were killed at 16 GB.
        Contestant("pandas", "by_pandas", (), ("pandas",), stored + text, largest=10),
        Contestant("pandas", "by_pandas", (), ("pandas", "python_calamine"), sheet),
        Contestant("polars", "by_polars", (), ("polars",), stored + text),
        Contestant("polars", "by_polars", (), ("polars", "fastexcel"), sheet),
        Contestant(OURS, "ours"),
        *(Contestant(f"{OURS}, told {mb} MB", "ours", ("--memory", str(mb))) for mb in memory),
    ]


def _decode(name: str, module: str, kinds: tuple[str, ...], *options: str) -> Contestant:
    return Contestant(name, f"decode.{module}", options, kinds=kinds, only_decodes=True)


def missing(python: Path, packages: Sequence[str]) -> list[str]:
    """Return which packages an interpreter cannot import."""
    code = (
        "import sys\nfrom importlib.util import find_spec\n"
        "print(*(name for name in sys.argv[1:] if find_spec(name) is None))"
    )
    return _said(python, code, packages).split()


def versions(python: Path, packages: Sequence[str]) -> str:
    """Return the packages of an interpreter with their versions."""
    code = (
        "import sys\nfrom importlib.metadata import version\n"
        "print(*(f'{name} {version(name)}' for name in sys.argv[1:]), sep=', ')"
    )
    return _said(python, code, packages)


def _said(python: Path, code: str, packages: Sequence[str]) -> str:
    done = subprocess.run(
        [python, "-c", code, *packages], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()
