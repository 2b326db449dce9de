"""The true texts: the committed edition, drafts over other data, sentences in the same register."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.commentary.draft import Drafter
from analysis.commentary.verify import Passage
from analysis.errors import CommentaryError
from analysis.facts import Fact, Facts
from analysis.params.loading import Params, load_params
from analysis.params.units import load_roster
from analysis.quarter import Quarter
from analysis.roster import Roster
from benchmarks.verification import invented

_PROJECT = Path(__file__).parents[2]
_TEXTS = Path(__file__).parent / "texts"
_QUARTER = Quarter(2025, 1)
# Between two passages in a file of sentences.
BETWEEN = "\n\n---\n\n"


@dataclass(frozen=True)
class Case:
    """Prose that is true, and what it is true of; `part` is the sort of text it belongs to."""

    name: str
    part: str
    prose: tuple[Passage, ...]
    facts: Facts
    params: Params
    roster: Roster


def cases() -> list[Case]:
    """Return every text: the edition, drafts, and sentences by how they were used (README.md)."""
    facts, params = edition_facts(), load_params(_PROJECT / "params", _QUARTER)
    drafts = "edition and drafts"
    city = Case("", drafts, (), facts, params, load_roster(_PROJECT / "params"))
    other = Case("", drafts, (), invented.facts(), invented.PARAMS, invented.ROSTER)
    return [
        replace(city, name="edition 2025Q1", prose=tuple(_edition())),
        drafted(replace(_quarter_before(city), name="drafts 2024Q4")),
        drafted(replace(other, name="drafts, invented city")),
        *(
            replace(
                other if path.stem.startswith("invented") else city,
                name=f"sentences, {path.stem}",
                part=path.stem.partition("_")[2],
                prose=tuple(_sentences(path)),
            )
            for path in sorted(_TEXTS.glob("*.md"))
        ),
    ]


def edition_facts() -> Facts:
    """Return the facts of the committed edition."""
    stored = json.loads((_PROJECT / "reports" / str(_QUARTER) / "facts.json").read_text("utf-8"))
    return Facts(tuple(Fact.from_payload(fact) for fact in stored["facts"]))


def drafted(case: Case) -> Case:
    """Return a case whose prose are the drafts of the notebooks' templates over its facts.

    A draft that cites facts that the case does not have is left out.
    """
    drafter = Drafter(case.facts, case.params, case.roster)
    prose = [
        replace(template, text=text)
        for template in _templates()
        if (text := _rendered(drafter, template.text)) is not None
    ]
    return replace(case, prose=tuple(prose))


def _rendered(drafter: Drafter, source: str) -> str | None:
    try:
        return drafter.render(source, "")
    except CommentaryError:
        return None


def _templates() -> Iterator[Passage]:
    for path in sorted((_PROJECT / "notebooks").glob("*.ipynb")):
        yield from _commentary(path)


def _edition() -> Iterator[Passage]:
    for path in sorted((_PROJECT / "reports" / str(_QUARTER) / "notebooks").glob("*.ipynb")):
        yield from _commentary(path)


def _commentary(path: Path) -> Iterator[Passage]:
    """Yield the commentary cells of a notebook, each with the heading above it."""
    heading = ""
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and text.startswith("#"):
            heading = text.lstrip("# ").splitlines()[0]
        if "commentary" in cell["metadata"].get("tags", ()):
            yield Passage(path.stem, cell["metadata"]["bulletin"]["name"], text, heading)


def _quarter_before(case: Case) -> Case:
    """Return the quarter before, as this one's facts remember it; its own past is not known."""
    before = [
        Fact(fact.measure, fact.previous, fact.subject)
        for fact in case.facts.items
        if fact.previous is not None
    ]
    params = replace(case.params, quarter=_QUARTER.previous)
    return replace(case, facts=Facts(tuple(before)), params=params)


def _sentences(path: Path) -> Sequence[Passage]:
    blocks = path.read_text("utf-8").strip().split(BETWEEN)
    return [Passage(path.stem, str(number), block) for number, block in enumerate(blocks, 1)]
