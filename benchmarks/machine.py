"""What a measurement was taken on: cores, memory, versions, and how busy the machine is."""

from __future__ import annotations

import os
import platform
import sys
from importlib import metadata, util

_LIBRARIES = (
    "papermill",
    "nbconvert",
    "ipykernel",
    "pandas",
    "pyarrow",
    "duckdb",
    "matplotlib",
    "seaborn",
    "typst",
)


def described() -> str:
    """Return the lines that stand above every table of figures."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in _LIBRARIES)
    # It slows every process that imports nbformat, so a reader must know (see README.md).
    grammar = "installed" if util.find_spec("rfc3987_syntax") else "not installed"
    # Where it may not, imports of what was not compiled on installing take three times as long.
    byte_code = "may not be written" if sys.dont_write_bytecode else "may be written"
    return (
        f"Python {platform.python_version()}, {cores} cores, {memory:.0f} GB, "
        f"load before the first run {os.getloadavg()[0]:.2f}\n\n"
        f"{versions}; rfc3987-syntax {grammar}; "
        f"byte code {byte_code}"
    )
