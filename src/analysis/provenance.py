"""The manifest: what an edition was made of, without clock or machine."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import metadata
from typing import Any

from analysis.edition import Edition

DISTRIBUTION = "quarterly-bulletin"
# Libraries whose version can change a figure or a page.
_LIBRARIES = (
    "duckdb",
    "matplotlib",
    "nbconvert",
    "pandas",
    "papermill",
    "pyarrow",
    "seaborn",
    "typst",
)


def version() -> str:
    """Return the version of this package."""
    return metadata.version(DISTRIBUTION)


def short_form(edition: Edition) -> str:
    """Return the line under the bulletin: quarter, digest of its inputs, version."""
    quarter = edition.quarter
    return (
        f"{quarter.year}年{quarter.label} · 数据指纹 {edition.inputs.digest[:12]}"
        f" · 程序版本 {version()}"
    )


def manifest(edition: Edition, findings: list[str]) -> bytes:
    """Return the manifest as JSON: inputs with hashes, params, rows, versions, findings."""
    quality = edition.prepared.quality
    content: dict[str, Any] = {
        "quarter": str(edition.quarter),
        "data_digest": edition.inputs.digest,
        "inputs": dict(edition.inputs.hashes),
        "params": edition.params.values,
        "rows": [asdict(file) for file in quality.files] if quality else [],
        "findings": findings,
        "versions": {
            DISTRIBUTION: version(),
            **{name: metadata.version(name) for name in _LIBRARIES},
        },
    }
    return as_json(content)


def as_json(content: Any) -> bytes:
    """Write JSON as it is kept in git: readable Chinese, one item a line."""
    return (json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n").encode()
