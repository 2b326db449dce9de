"""What a cell shows in JupyterLab: the findings in the text of the notebook that it stands in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from analysis.commentary.merge import read_earlier
from analysis.commentary.verify import Finding, Rule
from analysis.delivery import mend
from analysis.errors import NotebookError, UsageError
from analysis.params.loading import load_params
from analysis.params.units import load_roster
from analysis.project import Project
from analysis.quarter import Quarter
from analysis.review import Review, Standards, kept_facts, review

# JupyterLab tells a kernel by this variable which notebook it was started for.
_OPENED = "JPY_SESSION_NAME"


@dataclass(frozen=True)
class Shown:
    """A review as a notebook displays it; `saved` is when the text was saved."""

    review: Review
    saved: str

    def __repr__(self) -> str:
        return "\n".join([self._summary, *self.review.lines])

    def _repr_html_(self) -> str:
        rows = "".join(map(_row, self.review.open))
        head = _row_of("th", "句子", "有什么不对")
        table = f"<table>{head}{rows}</table>" if rows else ""
        notices = "".join(f"<li>{escape(notice)}</li>" for notice in self.review.notices)
        return f"<p>{self._summary}</p>{table}" + (f"<ul>{notices}</ul>" if notices else "")

    @property
    def _summary(self) -> str:
        count = len(self.review.open)
        told = f"{count} 处与数据不符或尚待核对" if count else "与数据相符"
        return f"{self.saved} 保存的文字：{told}。"


def check_text(path: str = "") -> Shown:
    """Return what is open in the saved text of a run's notebook, for a cell to display.

    By default of the notebook that JupyterLab has open around the cell. UsageError: it is none
    of a run's, or not known; NotebookError: it was saved only in part.
    """
    notebook = _opened(path)
    project = Project.find(notebook.parent)
    quarter = _quarter(notebook, project)
    mend(project.report(quarter))
    read = {one.stem: read_earlier(one) for one in sorted(notebook.parent.glob("*.ipynb"))}
    params, roster = load_params(project.params, quarter), load_roster(project.params)
    found = review(
        {name: one for name, one in read.items() if one is not None},
        Standards(params, roster, kept_facts(project.report(quarter))),
        only=notebook.stem,
    )
    saved = datetime.fromtimestamp(notebook.stat().st_mtime).astimezone()
    return Shown(found, f"{saved:%H:%M:%S}")


def _opened(path: str) -> Path:
    named = path or os.environ.get(_OPENED, "")
    if not named:
        raise UsageError(
            "不知道这是哪个笔记本。请在 JupyterLab 中运行，"
            '或写明文件，例如 check_text("2_evaluations.ipynb")。'
        )
    notebook = Path(named).resolve()
    if not notebook.is_file():
        raise NotebookError(f"没有 {notebook}。请先保存笔记本。")
    return notebook


def _quarter(notebook: Path, project: Project) -> Quarter:
    """Return the quarter whose run wrote a notebook."""
    quarter = notebook.parents[1].name
    if notebook.parent != project.root / "reports" / quarter / "notebooks":
        raise UsageError(
            f"{notebook} 不是运行得到的笔记本。请打开 reports/<季度>/notebooks/ 里的笔记本来核对。"
        )
    return Quarter.parse(quarter)


def _row(finding: Finding) -> str:
    return _row_of("td", _sentence(finding), escape(finding.reason))


def _row_of(tag: str, *cells: str) -> str:
    # JupyterLab sets tables flush right, as figures are.
    left = (f'<{tag} style="text-align:left">{cell}</{tag}>' for cell in cells)
    return f"<tr>{''.join(left)}</tr>"


def _sentence(finding: Finding) -> str:
    """Return a sentence as HTML, with what is wrong in it marked where it stands only once."""
    if finding.rule is Rule.CONFLICT or finding.sentence.count(finding.found) != 1:
        return escape(finding.sentence)
    before, found, after = finding.sentence.partition(finding.found)
    return f"{escape(before)}<mark>{escape(found)}</mark>{escape(after)}"
