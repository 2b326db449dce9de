"""What a run and a publication leave in the quarter's report folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat import NotebookNode

from analysis.commentary.copies import EARLIER
from analysis.commentary.text_digest import code_digest, published_digests, text_digest
from analysis.csv_files import csv_file
from analysis.delivery import Outputs
from analysis.editions.content import Content, content_of
from analysis.editions.numbering import Numbered, numbered
from analysis.editions.shelf import published
from analysis.errors import CorrectionError, ExportError, ParamsError
from analysis.imprint import Imprint
from analysis.key_figures import key_figures
from analysis.progress import Progress
from analysis.provenance import (
    Forced,
    as_json,
    as_text,
    edition_before,
    files_before,
    forced_before,
    listed_before,
    manifest,
    origin,
    published_before,
    with_edition,
    with_files,
    with_findings,
    with_listed,
    with_params,
    with_run,
    with_texts,
)
from analysis.publish.assemble import assembled, facts_of, sections_of, tables_of
from analysis.publish.site.entry import site_entry
from analysis.report_files import BULLETIN, DATA, DRAFT, FACTS, MANIFEST, NOTEBOOKS, REJECTS
from analysis.review import Review, Standards, facts_before, kept_facts, review
from analysis.tables import table_data

if TYPE_CHECKING:
    from analysis.edition import Edition

# Folders of the report whose files may change without a run.
_OPEN = (f"{NOTEBOOKS}/", f"{EARLIER}/")


@dataclass(frozen=True)
class Run:
    """What running the notebooks gave, by name.

    `before` are the analyst's copies that it was merged with, as they were read: path -> content.
    """

    imprint: Imprint
    notebooks: Mapping[str, NotebookNode]
    before: Mapping[Path, bytes] = field(default_factory=dict)

    @property
    def report(self) -> Path:
        """The quarter's report folder."""
        return self.imprint.report

    @property
    def texts(self) -> dict[str, str]:
        """The digest of each notebook's text, by name."""
        return {name: text_digest(notebook) for name, notebook in self.notebooks.items()}

    @property
    def code(self) -> dict[str, str]:
        """The digest of each notebook's code and of what it shows, by name."""
        return {name: code_digest(notebook) for name, notebook in self.notebooks.items()}

    @cached_property
    def content(self) -> Content:
        """All that it says."""
        return content_of(self.notebooks, self.imprint.params.values)

    @cached_property
    def numbered(self) -> Numbered:
        """Which edition it is to publish this (CorrectionError: without a reason it is none)."""
        stated = self.imprint.params.publication.corrections
        return numbered(self.imprint.quarter, published(self.report), self.content, stated)

    @property
    def awaiting(self) -> list[str]:
        """What stands against publishing it as an edition; nothing if nothing does."""
        listed = f"bulletin diff {self.imprint.quarter} 列出全部变动"
        try:
            _ = self.numbered
        except CorrectionError:
            return [f"数字、名单或表格与已发布的不同，发布前要写明更正的原因；{listed}。"]
        except ParamsError as mistaken:
            return [str(mistaken)]
        return []

    @cached_property
    def review(self) -> Review:
        """What is to be said of the text."""
        imprint = self.imprint
        return review(
            self.notebooks,
            Standards(imprint.params, imprint.roster, kept_facts(self.report)),
        )


def run_outputs(made: Run, edition: Edition) -> dict[str, bytes]:
    """Return what a run leaves for the analyst: notebooks, facts, tables, data, manifest."""
    notebooks = list(made.notebooks.values())
    facts = facts_of(notebooks)
    outputs = {
        f"{NOTEBOOKS}/{name}.ipynb": as_text(nbformat.writes(notebook))
        for name, notebook in made.notebooks.items()
    }
    payloads = [fact.payload() for fact in facts.items]
    stated = {"quarter": str(edition.quarter), "sections": sections_of(notebooks)}
    outputs[FACTS] = as_json({**stated, "facts": payloads})
    if (before := facts_before(kept_facts(made.report), facts)) is not None:
        payloads = [fact.payload() for fact in before.items]
        outputs[f"{EARLIER}/{FACTS}"] = as_json({"facts": payloads})
    for table in tables_of(notebooks):
        outputs[table_data(table["key"])] = csv_file(_titles(table), table["rows"])
    for name, frame in edition.prepared.tables.items():
        outputs[f"{DATA}/{name}.parquet"] = frame.to_parquet(None, index=False)
    if edition.prepared.quality is not None:
        rejected = edition.prepared.quality.rejects
        rejects = rejected.astype("object").where(rejected.notna(), None)
        outputs[REJECTS] = csv_file(rejects.columns, rejects.itertuples(index=False))
    # Notebooks are the analyst's to change; what is in earlier/ grows by itself.
    of_run = {name: file for name, file in outputs.items() if not name.startswith(_OPEN)}
    # The bulletin that is there stays, and so does what it was published in spite of.
    forced = forced_before(made.report / MANIFEST)
    of_bulletin = files_before(made.report / MANIFEST, BULLETIN)
    made_of = with_run(manifest(edition), of_run, made.code, of_bulletin)
    found = with_findings(made_of, made.review.lines, forced)
    told = with_texts(found, made.texts, published_before(made.report / MANIFEST))
    told = with_edition(told, edition_before(made.report / MANIFEST))
    outputs[MANIFEST] = with_listed(told, listed_before(made.report / MANIFEST))
    return outputs


def publication(made: Run, progress: Progress) -> dict[str, bytes]:
    """Return the bulletin itself, as HTML, PDF and Word file.

    CorrectionError: a published figure has changed, and no reason is stated.
    """
    from analysis.publish.formats import FORMATS  # noqa: PLC0415 - slow to load, kernels run first

    whole = assembled(made.notebooks, _about(made, made.numbered))
    made_of = {}
    for name, (label, exported) in FORMATS.items():
        with progress.step(f"生成 {label}"):
            made_of[name] = exported(whole)
    return made_of


def draft(made: Run, progress: Progress) -> dict[str, bytes]:
    """Return the draft page; nothing where it cannot be made, for that stops the publication."""
    from analysis.publish.html.draft import draft_page  # noqa: PLC0415 - slow to load, see above

    with progress.step("生成草稿页"):
        try:
            page = draft_page(
                made.notebooks,
                _about(made, _numbered_if_explained(made)),
                findings=made.review.open,
                notices=made.review.notices,
            )
        except ExportError:
            return {}
    return {DRAFT: page.encode()}


def published_manifest(
    made: Run, outputs: Outputs, bulletin: Outputs, by: str | None
) -> dict[str, bytes]:
    """Return the manifest of outputs, else of the last run, with what publishing overrode.

    And with the hashes of the bulletin's files, its edition, and what the list of all quarters
    shows of it. `by` answers for what is open.
    """
    written = outputs.get(MANIFEST) or (made.report / MANIFEST).read_bytes()
    problems = tuple(made.review.problems)
    forced = Forced(problems, by if problems else None)
    found = with_findings(written, made.review.lines, forced)
    facts = outputs.get(FACTS) or (made.report / FACTS).read_bytes()
    digests = published_digests(made.texts, facts, made.imprint.params.values)
    stated = with_params(with_files(found, bulletin), made.imprint.params)
    told = with_edition(with_texts(stated, made.texts, digests), made.numbered.number)
    entry = site_entry(facts_of(list(made.notebooks.values())), made.imprint.params.publication)
    return {MANIFEST: with_listed(told, entry.model_dump(mode="json"))}


def _numbered_if_explained(made: Run) -> Numbered | None:
    try:
        return made.numbered
    except (CorrectionError, ParamsError):
        return None


def _about(made: Run, numbered: Numbered | None) -> dict[str, Any]:
    """Return what the page says about itself."""
    imprint = made.imprint
    stated = imprint.params.publication
    facts = facts_of(list(made.notebooks.values()))
    corrections = {"corrections": numbered.page()} if numbered and numbered.explained else {}
    return {
        **corrections,
        "title": stated.title,
        "subtitle": f"{imprint.quarter.year}年{imprint.quarter.label}",
        "issuer": stated.issuer,
        "published_on": stated.published_on,
        "notice": stated.data_notice,
        "key_figures": [asdict(one) for one in key_figures(facts, stated.key_figures)],
        "provenance": origin(imprint),
        "fonts": asdict(stated.fonts.below(imprint.project.root)),
    }


def _titles(table: Mapping[str, Any]) -> list[str]:
    """Return one title for each column, its group's name in front."""
    return [f"{column['group']}{column['label']}" for column in table["columns"]]
