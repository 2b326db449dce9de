"""One quarter from data to bulletin: check, run the notebooks, publish."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from analysis.commentary.draft import Drafter
from analysis.commentary.findings import findings
from analysis.commentary.merge import merge, read_earlier
from analysis.edition import Edition, open_edition, section_functions
from analysis.errors import NotebookError
from analysis.progress import Progress
from analysis.project import Project
from analysis.provenance import as_json, manifest, short_form, stale_since
from analysis.publish.assemble import assembled, facts_of, tables_of
from analysis.publish.deliver import Outputs, deliver
from analysis.publish.execute import Execution, execute
from analysis.publish.html import BulletinHTMLExporter
from analysis.publish.pdf import BulletinPDFExporter
from analysis.quarter import Quarter

NOTEBOOKS, TABLES, DATA = "notebooks", "tables", "data"


@dataclass(frozen=True)
class Run:
    """What running the notebooks gave, by name."""

    edition: Edition
    notebooks: Mapping[str, NotebookNode]

    def findings(self) -> list[str]:
        """Say what the analyst should look at before publishing."""
        return findings(self.notebooks)


def check(project: Project, quarter: Quarter, progress: Progress) -> Edition:
    """Read and check params and inputs, and compute every section.

    Against earlier quarters, so that these are read once, here, and not by every kernel.
    """
    with progress.step(f"{quarter} 读取并核对数据"):
        edition = open_edition(quarter, project, progress)
        for name in section_functions():
            edition.section(name)
    return edition


def run(edition: Edition, progress: Progress) -> Run:
    """Execute the notebooks and merge the commentary; writes nothing but a failed notebook."""
    templates = _templates(edition.project)
    report = edition.project.report(edition.quarter)
    # A damaged copy stops the run before the kernels start.
    _earlier(report, templates)
    parameters = {**edition.params.values, "quarter": str(edition.quarter)}
    failed = report / "failed"
    with progress.step("运行笔记本"):
        executed = execute(
            templates, Execution(edition.project.root, parameters, failed, progress.on_cell)
        )
    if not any(failed.iterdir()):
        failed.rmdir()
    drafter = Drafter(facts_of(executed), edition.params, edition.roster)
    # Only now: the analyst may have saved an edit while the kernels ran.
    earlier = _earlier(report, templates)
    merged = {
        path.stem: merge(path.stem, notebook, earlier[path.stem], drafter)
        for path, notebook in zip(templates, executed, strict=True)
    }
    return Run(edition, merged)


def _earlier(report: Path, templates: Sequence[Path]) -> dict[str, NotebookNode | None]:
    return {path.stem: read_earlier(report / NOTEBOOKS / path.name) for path in templates}


def last_run(edition: Edition) -> Run:
    """Read the notebooks of the last run, with what the analyst has edited since.

    They must be whole and of the data and thresholds of today, or the page would show the
    figures of one state under the digest of another (NotebookError).
    """
    report = edition.project.report(edition.quarter)
    again = f"请先运行 bulletin run {edition.quarter}。"
    notebooks = {}
    for template in _templates(edition.project):
        notebook = read_earlier(report / NOTEBOOKS / template.name)
        if notebook is None:
            raise NotebookError(f"{report / NOTEBOOKS} 中没有 {template.name}，{again}")
        notebooks[template.stem] = notebook
    if stale := stale_since(report / "manifest.json", edition):
        raise NotebookError(f"上次运行之后，{'、'.join(stale)}有变动。{again}")
    return Run(edition, notebooks)


def run_outputs(made: Run) -> Outputs:
    """Return what a run leaves for the analyst: notebooks, facts, tables, data, manifest."""
    edition = made.edition
    notebooks = list(made.notebooks.values())
    outputs = {
        f"{NOTEBOOKS}/{name}.ipynb": (nbformat.writes(notebook) + "\n").encode()
        for name, notebook in made.notebooks.items()
    }
    facts = [fact.payload() for fact in facts_of(notebooks).items]
    outputs["facts.json"] = as_json({"quarter": str(edition.quarter), "facts": facts})
    for table in tables_of(notebooks):
        outputs[f"{TABLES}/{table['key']}.csv"] = _as_csv(table)
    for name, frame in edition.prepared.tables.items():
        outputs[f"{DATA}/{name}.parquet"] = frame.to_parquet(None, index=False)
    if edition.prepared.quality is not None:
        rejects = edition.prepared.quality.rejects.to_csv(index=False)
        outputs["rejects.csv"] = rejects.encode("utf-8-sig")
    outputs["manifest.json"] = manifest(edition, made.findings())
    return outputs


def publication(made: Run, progress: Progress) -> Outputs:
    """Return the bulletin itself, as HTML and PDF."""
    whole = assembled(made.notebooks, _about(made.edition))
    with progress.step("生成 HTML"):
        html, _ = BulletinHTMLExporter().from_notebook_node(whole)
    with progress.step("生成 PDF"):
        pdf, _ = BulletinPDFExporter().from_notebook_node(whole)
    return {"bulletin.html": html.encode(), "bulletin.pdf": pdf}


def write(edition: Edition, outputs: Outputs) -> Path:
    """Put outputs in the quarter's report folder, all or none; return the folder."""
    folder = edition.project.report(edition.quarter)
    made_by_run = "facts.json" in outputs
    deliver(folder, outputs, owned=(TABLES, DATA) if made_by_run else ())
    return folder


def _templates(project: Project) -> list[Path]:
    found = sorted(project.notebooks.glob("*.ipynb"))
    if not found:
        raise NotebookError(f"{project.notebooks} 中没有笔记本。")
    return found


def _about(edition: Edition) -> dict[str, Any]:
    stated = edition.params.publication
    return {
        "title": stated.title,
        "subtitle": f"{edition.quarter.year}年{edition.quarter.label}",
        "issuer": stated.issuer,
        "published_on": stated.published_on,
        "notice": stated.data_notice,
        "provenance": short_form(edition),
    }


def _as_csv(table: Mapping[str, Any]) -> bytes:
    """Write a table's values under one header row; with a BOM, so that Excel reads Chinese."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(f"{c['group']}{c['label']}" for c in table["columns"])
    writer.writerows(table["rows"])
    return text.getvalue().encode("utf-8-sig")
