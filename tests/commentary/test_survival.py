"""Random edits and re-runs with changed data: what the analyst wrote survives them all.

`pytest tests/commentary --hypothesis-profile thorough` runs thousands of cases of each.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode

from analysis.commentary.findings import open_notes
from analysis.commentary.likeness import likeness, masked
from analysis.commentary.merge import merge
from analysis.commentary.notes import without_notes
from tests.commentary import jupyterlab
from tests.commentary.analyst import Analyst
from tests.commentary.bulletins import bulletin
from tests.commentary.drafters import drafter_of
from tests.commentary.notebooks import said, saved, sources

RUNS = 3
# An edit that leaves so much of a sentence is recognised wherever it went.
RECOGNISED = 0.7

THOROUGH = settings.get_current_profile_name() == "thorough"
CASES = settings(deadline=None, max_examples=2000 if THOROUGH else 25)

randoms = st.randoms(use_true_random=True)


class Story:
    """A first run, and re-runs over what an analyst makes of each."""

    def __init__(self, random: Random, *, cells: bool) -> None:
        self.random, self.drafter, self.cells = random, drafter_of(), cells
        self.analyst = Analyst(self.random)
        self.template = bulletin(self.random)
        self.made = self.run(self.template, None)

    def run(self, template: NotebookNode, earlier: NotebookNode | None) -> NotebookNode:
        return merge("2", saved(template), earlier, self.drafter)

    def next(self) -> Chapter:
        """Edit, correct the data and run again."""
        before = said(self.run(self.template, None))
        notes = open_notes(self.made)
        earlier = saved(self.made)
        self.analyst.work_on(earlier, cells=self.cells)
        if self.random.random() < 0.3:
            for cell in earlier.cells:
                cell.source = without_notes(cell.source)
        same_data = self.random.random() < 0.2
        self.template = self.template if same_data else bulletin(self.random)
        self.made = self.run(self.template, saved(earlier))
        fresh = said(self.run(self.template, None))
        return Chapter(self, earlier, before, fresh, notes if same_data else None)


class Chapter:
    """One re-run: the draft before, the analyst's copy, the new draft and what was made."""

    def __init__(
        self,
        story: Story,
        earlier: NotebookNode,
        before: list[str],
        now: list[str],
        notes: dict[int, str] | None,
    ) -> None:
        self.story, self.earlier, self.made = story, earlier, story.made
        self.before, self.now, self.notes = before, now, notes
        self.ours, self.result = said(earlier), said(story.made)
        self.authored = [text for text in self.ours if text not in before]
        self.untouched = [text for text in self.ours if text in before]

    def successor(self, text: str) -> str | None:
        """Return what the new draft says in place of a sentence, if only figures differ."""
        mask = masked(text)
        then, now = Counter(map(masked, self.before)), Counter(map(masked, self.now))
        if then[mask] == 1 == now[mask]:
            return next(new for new in self.now if masked(new) == mask)
        return None


def chapters(random: Random, *, cells: bool) -> list[Chapter]:
    story = Story(random, cells=cells)
    return [story.next() for _ in range(RUNS)]


@CASES
@given(random=randoms, cells=st.booleans())
def test_no_sentence_of_the_analysts_is_lost_altered_or_put_in_another_order(
    random: Random, *, cells: bool
) -> None:
    for chapter in chapters(random, cells=cells):
        authored = set(chapter.authored)
        assert [text for text in chapter.result if text in authored] == chapter.authored


@CASES
@given(random=randoms, cells=st.booleans())
def test_no_untouched_sentence_stays_stale_or_gets_lost(random: Random, *, cells: bool) -> None:
    for chapter in chapters(random, cells=cells):
        stale = set(chapter.untouched) - set(chapter.now)
        assert stale.isdisjoint(chapter.result)
        followed = {chapter.successor(text) for text in chapter.untouched} - {None}
        assert followed <= set(chapter.result)


@CASES
@given(random=randoms, cells=st.booleans())
def test_merging_twice_changes_nothing(random: Random, *, cells: bool) -> None:
    story = Story(random, cells=cells)
    for _ in range(RUNS):
        chapter = story.next()
        again = story.run(story.template, saved(chapter.made))
        assert nbformat.writes(again) == nbformat.writes(chapter.made)


@CASES
@given(random=randoms)
def test_a_notebook_that_nobody_touched_is_the_new_draft(random: Random) -> None:
    story = Story(random, cells=False)
    now = bulletin(story.random)
    made, fresh = story.run(now, saved(story.made)), story.run(now, None)
    assert nbformat.writes(made) == nbformat.writes(fresh)


@CASES
@given(random=randoms, cells=st.booleans())
def test_a_deleted_sentence_does_not_come_back(random: Random, *, cells: bool) -> None:
    story = Story(random, cells=cells)
    for _ in range(RUNS):
        chapter = story.next()
        for text in set(story.analyst.deleted) & set(chapter.before) - set(chapter.ours):
            assert chapter.successor(text) not in chapter.result


@CASES
@given(random=randoms, cells=st.booleans())
def test_an_edit_whose_draft_changed_has_a_note_with_the_new_draft(
    random: Random, *, cells: bool
) -> None:
    story = Story(random, cells=cells)
    for _ in range(RUNS):
        chapter = story.next()
        told = " ".join(open_notes(chapter.made).values())
        for old, new in story.analyst.edited:
            now = chapter.successor(old) if old in chapter.before else None
            stands = chapter.ours.count(new) == 1 and old not in chapter.ours
            if now not in (None, old) and stands and likeness(old, new) >= RECOGNISED:
                assert now in told


@CASES
@given(random=randoms, cells=st.booleans())
def test_no_note_appears_while_the_draft_stays(random: Random, *, cells: bool) -> None:
    for chapter in chapters(random, cells=cells):
        if chapter.notes is not None:
            assert set(open_notes(chapter.made)) <= set(chapter.notes)


@CASES
@given(random=randoms)
def test_code_is_always_that_of_the_run(random: Random) -> None:
    for chapter in chapters(random, cells=True):
        code = [cell for cell in chapter.made.cells if cell.cell_type == "code"]
        template = [cell for cell in chapter.story.template.cells if cell.cell_type == "code"]
        assert sorted(c.source for c in code) == sorted(c.source for c in template)
        assert all(cell.outputs for cell in code)


@CASES
@given(random=randoms)
def test_a_cell_split_at_a_sentence_and_joined_again_is_the_same(random: Random) -> None:
    story = Story(random, cells=False)
    earlier, text = saved(story.made), story.made.cells[3].source
    offset = text.index("。") + 1
    jupyterlab.split_cell(earlier, 3, offset)
    once = story.run(story.template, saved(earlier))
    assert sources(once)[3:5] == [text[:offset], text[offset:]]
    del once.cells[4]
    once.cells[3].source = text
    assert sources(story.run(story.template, saved(once))) == sources(story.made)
