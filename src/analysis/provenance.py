"""The manifest: what an edition was made of, without clock or machine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

from analysis.edition import Edition
from analysis.params.blocks import Publication
from analysis.source_tree import source_id
from analysis.unseen import escaped

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


def origin(edition: Edition) -> dict[str, str]:
    """Return what stands at the foot by label: quarter, digest of its inputs, version, date.

    源码 is git's id of the package (`source_tree`), by which the commit is found.
    """
    quarter = edition.quarter
    stated = {
        "报告期": f"{quarter.year}年{quarter.label}",
        "数据指纹": edition.inputs.digest[:12],
        "程序版本": version(),
        "源码": source_id()[:10],
        "发布日期": edition.params.publication.published_on,
    }
    return {label: value for label, value in stated.items() if value}


def manifest(edition: Edition) -> bytes:
    """Return the manifest as JSON: inputs with hashes, params, rows, findings, versions."""
    quality = edition.prepared.quality
    content: dict[str, Any] = {
        "quarter": str(edition.quarter),
        "data_digest": edition.inputs.digest,
        "source": source_id(),
        "inputs": dict(edition.inputs.hashes),
        "compared_with": edition.compared_with(),
        "params": edition.params.values,
        "rows": [asdict(file) for file in quality.files] if quality else [],
        "findings": [],
        "forced": [],
        "plausibility": [asdict(finding) for finding in edition.findings()],
        "versions": {
            DISTRIBUTION: version(),
            **{name: metadata.version(name) for name in _LIBRARIES},
        },
    }
    return as_json(content)


def with_findings(written: bytes, findings: Sequence[str], forced: Sequence[str]) -> bytes:
    """Return a manifest with what was found in the text.

    `forced` was open when the bulletin that lies beside it was published all the same.
    """
    return as_json({**json.loads(written), "findings": [*findings], "forced": [*forced]})


def forced_before(written: Path) -> list[str]:
    """Return what the manifest of an earlier publication says that it was published in spite of."""
    if not written.is_file():
        return []
    # Manifests of version 0.1.0 have no such entry.
    forced: list[str] = json.loads(written.read_text("utf-8")).get("forced", [])
    return forced


def stale_since(written: Path, edition: Edition) -> list[str]:
    """Name what differs between the manifest of the last run and an edition as it is now.

    Title, issuer and the like may change without running the notebooks again.
    """
    if not written.is_file():
        return ["运行记录"]
    last = json.loads(written.read_text("utf-8"))
    now = json.loads(manifest(edition))
    inputs = {*last["inputs"].items()} ^ {*now["inputs"].items()}
    keys = (last["params"].keys() | now["params"].keys()) - Publication.model_fields.keys()
    params = {key for key in keys if last["params"].get(key) != now["params"].get(key)}
    earlier = ["往期数据"] if last["compared_with"] != now["compared_with"] else []
    named = (f"参数 {key} " for key in sorted(params))
    return [*sorted({name for name, _ in inputs}), *named, *earlier]


def as_json(content: Any) -> bytes:
    """Write JSON as it is kept in git: readable Chinese, one item a line."""
    return as_text(json.dumps(content, ensure_ascii=False, indent=1, default=str))


def as_text(written: str) -> bytes:
    """Return JSON as a file, ending with a line end."""
    return f"{escaped(written)}\n".encode()
