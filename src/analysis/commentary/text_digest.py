"""What tells that a text, and what was published of it, is unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from analysis.inputs.fingerprints import digest
from analysis.params.blocks import Publication


def text_digest(notebook: Mapping[str, Any]) -> str:
    """Return one SHA-256 over the sources of a notebook's cells: what an analyst can change.

    A notebook that is only saved again keeps it; so does one that is merely read as JSON, where
    a source is a list of lines.
    """
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
    return digest(cells)


def published_digests(
    texts: Mapping[str, str], facts: bytes, params: Mapping[str, Any]
) -> dict[str, str]:
    """Return digests of all that a bulletin is made of after its run.

    `texts` are those of the notebooks by name, `facts` the content of facts.json, and of `params`
    only what is printed without running anything counts.
    """
    printed = {key: params[key] for key in Publication.model_fields if key in params}
    facts_digest = hashlib.sha256(facts).hexdigest()
    return {**texts, "facts.json": facts_digest, "params": digest(printed)}
