"""The manifest: what an edition was made of, without clock or machine."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.basis import DISTRIBUTION, HashOf, Part, differences, roster, templates, versions
from analysis.imprint import Imprint
from analysis.inputs.fingerprints import file_hash
from analysis.params.loading import Params
from analysis.source_tree import source_id
from analysis.unseen import escaped

if TYPE_CHECKING:
    from analysis.edition import Edition


def version() -> str:
    """Return the version of this package."""
    return metadata.version(DISTRIBUTION)


def origin(imprint: Imprint) -> dict[str, str]:
    """Return what stands at the foot by label: quarter, digest of its inputs, version, date.

    源码 is git's id of the package (`source_tree`), by which the commit is found.
    """
    quarter = imprint.quarter
    stated = {
        "报告期": f"{quarter.year}年{quarter.label}",
        "数据指纹": imprint.data_digest[:12],
        "程序版本": version(),
        "源码": source_id()[:10],
        "发布日期": imprint.params.publication.published_on,
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
        "table_rows": {name: len(table) for name, table in edition.prepared.tables.items()},
        "sections": edition.sources(),
        "findings": [],
        "forced": [],
        "accepted_by": None,
        "plausibility": [asdict(finding) for finding in edition.findings()],
        "roster": roster(edition.project),
        "templates": templates(edition.project),
        "versions": versions(),
        "code": {},
        "files": {},
    }
    return as_json(content)


@dataclass(frozen=True)
class Forced:
    """What was open when a bulletin was published all the same, and who answers for it."""

    findings: tuple[str, ...] = ()
    by: str | None = None


def with_findings(written: bytes, findings: Sequence[str], forced: Forced) -> bytes:
    """Return a manifest with what was found in the text, and what was published in spite of it."""
    told = {"findings": [*findings], "forced": [*forced.findings], "accepted_by": forced.by}
    return as_json({**json.loads(written), **told})


def forced_before(written: Path) -> Forced:
    """Return what the manifest of an earlier publication says that it was published in spite of."""
    last = _last(written)
    # Manifests of version 0.1.0 have no such entries.
    return Forced(tuple(last.get("forced", ())), last.get("accepted_by"))


def with_files(written: bytes, made: Mapping[str, bytes]) -> bytes:
    """Return a manifest with the hash of each file that was made, by path in the report folder."""
    content = json.loads(written)
    hashes = {name: sha256(file).hexdigest() for name, file in made.items()}
    files = {**content.get("files", {}), **hashes}
    return as_json({**content, "files": dict(sorted(files.items()))})


def files_before(written: Path, names: Collection[str]) -> dict[str, str]:
    """Return the hashes that an earlier manifest has of files."""
    files = _last(written).get("files", {})
    return {name: files[name] for name in names if name in files}


def with_params(written: bytes, params: Params) -> bytes:
    """Return a manifest with the params as they are printed: title and date may follow the run."""
    return as_json({**json.loads(written), "params": params.values})


def with_run(
    written: bytes, made: Mapping[str, bytes], code: Mapping[str, str], before: Mapping[str, str]
) -> bytes:
    """Return a manifest with what a run left: its files, and the digests of its code cells.

    `before` are the hashes of the published files, which a run leaves as they are.
    """
    content = {**json.loads(written), "code": dict(code), "files": dict(before)}
    return with_files(as_json(content), made)


def with_texts(written: bytes, texts: Mapping[str, str], published: Mapping[str, str]) -> bytes:
    """Return a manifest with the digests of the notebooks' texts (name -> digest).

    `published` are the digests of what the bulletin that lies beside it was made of.
    """
    return as_json({**json.loads(written), "texts": dict(texts), "published": dict(published)})


def published_before(written: Path) -> dict[str, str]:
    """Return what an earlier manifest says that the bulletin which lies there was made of."""
    return dict(_last(written).get("published", {}))


def with_listed(written: bytes, listed: Mapping[str, Any] | None) -> bytes:
    """Return a manifest with what reports/index.html says of the bulletin that lies beside it.

    None where nothing is known: not published yet, or by a version that kept nothing.
    """
    return as_json({**json.loads(written), "listed": listed}) if listed else written


def listed_before(written: Path) -> dict[str, Any] | None:
    """Return what an earlier manifest keeps to be listed, None where it keeps nothing."""
    return _last(written).get("listed")


def with_edition(written: bytes, number: int | None) -> bytes:
    """Return a manifest with the number of the edition that lies beside it, None for none."""
    return as_json({**json.loads(written), "edition": number})


def edition_before(written: Path) -> int | None:
    """Return the number of the edition that an earlier manifest was published with."""
    return _last(written).get("edition")


def stale_since(written: Path, imprint: Imprint, hash_of: HashOf = file_hash) -> list[str]:
    """Name what differs between the manifest of the last run and a quarter as it is now.

    Title, issuer and the like may change without running the notebooks again.
    """
    last = _last(written)
    if not last:
        return ["运行记录"]
    found = differences(last, imprint.figures(hash_of))
    named = {part: [one.name for one in found if one.part is part] for part in Part}
    params = (f"参数 {key} " for key in named[Part.PARAMS])
    units = ["单位名录"] if named[Part.ROSTER] else []
    return [*named[Part.INPUTS], *params, *units, *(["往期数据"] if named[Part.EARLIER] else [])]


def _last(written: Path) -> dict[str, Any]:
    """Return the manifest of the last run; nothing where there is none, or it is damaged.

    The next run writes it anew: what is lost with it must not keep a quarter from being made.
    """
    try:
        content = json.loads(written.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def as_json(content: Any) -> bytes:
    """Write JSON as it is kept in git: readable Chinese, one item a line."""
    return as_text(json.dumps(content, ensure_ascii=False, indent=1, default=str))


def as_text(written: str) -> bytes:
    """Return JSON as a file, ending with a line end."""
    return f"{escaped(written)}\n".encode()
