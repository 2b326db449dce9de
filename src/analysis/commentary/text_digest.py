"""What tells that a text, and what was published of it, is unchanged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from analysis.facts import FACTS_MIME
from analysis.inputs.fingerprints import digest
from analysis.params.blocks import Publication
from analysis.report_files import FACTS
from analysis.tables import TABLE_MIME

# A chart is kept twice: as a notebook shows it, and as a phone does.
_PUBLISHED_KINDS = frozenset(
    {FACTS_MIME, TABLE_MIME, "image/svg+xml", "application/vnd.bulletin.narrow+svg"}
)


def text_digest(notebook: Mapping[str, Any]) -> str:
    """Return one SHA-256 over the sources of a notebook's cells: what an analyst can change.

    A notebook that is only saved again keeps it; so does one that is merely read as JSON, where
    a source is a list of lines.
    """
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
    return digest(cells)


def code_digest(notebook: Mapping[str, Any]) -> str:
    """Return one SHA-256 over a notebook's code and all that is published of it.

    Other outputs do not count: an analyst may run the cell that checks the text.
    """
    cells = [
        ("".join(cell["source"]), [_shown(output) for output in cell["outputs"]])
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]
    kinds = {cell["cell_type"] for cell in notebook["cells"]}
    # A notebook that is written to a file comes back with its keys in another order.
    return digest(json.dumps([cells, sorted(kinds - {"code", "markdown"})], sort_keys=True))


def _shown(output: Mapping[str, Any]) -> dict[str, Any]:
    bundle = output.get("data", {})
    return {kind: _joined(bundle[kind]) for kind in sorted(bundle) if kind in _PUBLISHED_KINDS}


def _joined(value: Any) -> Any:
    """Return text that a notebook file keeps as a list of lines as one."""
    is_text = isinstance(value, list) and all(isinstance(line, str) for line in value)
    return "".join(value) if is_text else value


def published_digests(
    texts: Mapping[str, str], facts: bytes, params: Mapping[str, Any]
) -> dict[str, str]:
    """Return digests of all that a bulletin is made of after its run.

    `texts` are those of the notebooks by name, `facts` the content of facts.json, and of `params`
    only what is printed without running anything counts.
    """
    printed = {key: params[key] for key in Publication.model_fields if key in params}
    facts_digest = hashlib.sha256(facts).hexdigest()
    return {**texts, FACTS: facts_digest, "params": digest(printed)}
