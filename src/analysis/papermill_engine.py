"""papermill's engine `bulletin`: `papermill --engine bulletin in.ipynb out.ipynb -f params.yaml`.

Runs a template as papermill does; then its commentary is drafted, merged with what the analyst
made of out.ipynb, and verified. papermill loads this module while it is imported itself, so
import papermill and not this; and nothing that is imported here may import more of papermill.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from papermill.engines import NBClientEngine
from papermill.log import logger

from analysis.commentary.copies import discard_old_copies, earlier_copies
from analysis.commentary.draft import Drafter
from analysis.commentary.merge import merge, read_earlier
from analysis.disk import reason, write_whole, writing
from analysis.errors import NotebookError, UsageError
from analysis.params.loading import Params, load_params
from analysis.params.units import load_roster
from analysis.project import Project
from analysis.publish.assemble import facts_of
from analysis.publish.traces import without_traces
from analysis.quarter import Quarter
from analysis.review import Standards, review
from analysis.roster import Roster
from analysis.unseen import told


class BulletinEngine(NBClientEngine):  # type: ignore[misc]  # papermill is untyped
    """Drafts, merges and verifies behind papermill's own execution."""

    @classmethod
    def execute_notebook(
        cls, nb: NotebookNode, kernel_name: str, output_path: str | None = None, **kwargs: Any
    ) -> NotebookNode:
        """Return the merged notebook, for papermill to write.

        Not a byte of out.ipynb is touched before: it holds the analyst's text. NotebookError:
        it is damaged, or a cell failed (the notebook is then left in failed/ beside it).
        """
        # papermill hands over no path where it is not to save after each cell.
        target = _local(output_path or nb.metadata.papermill.get("output_path"))
        project = Project.find()
        params, roster = _params(nb, project), load_roster(project.params)
        _earlier(target)
        executed = super().execute_notebook(nb, kernel_name, output_path=None, **kwargs)
        _require_success(executed, target)
        return _merged(executed, target, params, roster)


def _merged(
    executed: NotebookNode, target: Path | None, params: Params, roster: Roster
) -> NotebookNode:
    """Return the notebook with its text; what is open in it is logged, the copy of before kept."""
    name = target.stem if target else "notebook"
    record = executed.metadata.pop("papermill", {})
    drafter = Drafter(facts_of([executed]), params, roster)
    earlier = _earlier(target)
    kept = [facts_of([earlier])] if earlier is not None else []
    made = merge(name, without_traces(executed), earlier, drafter)
    for line in review({name: made}, Standards(params, roster, kept)).lines:
        logger.warning(told(f"注意：{line}"))
    if target is not None and earlier is not None:
        # What papermill adds differs in every run, so the new content is never the old one.
        with writing(target.parent):
            for path, content in earlier_copies(target.parent, {target.name: b""}).items():
                write_whole(target.parent / path, content)
            discard_old_copies(target.parent)
    made.metadata["papermill"] = record
    return made


def _earlier(target: Path | None) -> NotebookNode | None:
    return read_earlier(target) if target else None


def _local(path: str | None) -> Path | None:
    """Return where papermill writes, None for standard output and places that are no folder."""
    return Path(path) if path and path != "-" and "://" not in path else None


def _params(nb: NotebookNode, project: Project) -> Params:
    """Return the quarter's params with what the notebook states and what it was handed."""
    stated = {**_stated(nb), **nb.metadata.papermill.get("parameters", {})}
    if "quarter" not in stated:
        raise UsageError("笔记本没有参数 quarter。请写明季度，例如 -p quarter 2025Q1。")
    params = load_params(project.params, Quarter.parse(str(stated["quarter"])))
    known = {key: value for key, value in stated.items() if key in params.values}
    return replace(params, values={**params.values, **known})


def _stated(nb: NotebookNode) -> dict[str, Any]:
    """Return the parameters that a notebook's own cell of parameters states."""
    cells = (c for c in nb.cells if "parameters" in c.metadata.get("tags", ()))
    lines = [line for cell in cells for line in ast.parse(cell.source).body]
    return {
        target.id: line.value.value
        for line in lines
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant)
        for target in line.targets
        if isinstance(target, ast.Name)
    }


def _require_success(executed: NotebookNode, target: Path | None) -> None:
    """Refuse a notebook with a failed cell, which papermill would write over the analyst's text."""
    for place, cell in enumerate(executed.cells, start=1):
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                told = f"第 {place} 个单元格出错：{output.ename}: {output.evalue}"
                raise NotebookError(f"{told}{_left(executed, target)}")


def _left(executed: NotebookNode, target: Path | None) -> str:
    if target is None:
        return ""
    left = target.parent / "failed" / target.name
    try:
        write_whole(left, nbformat.writes(executed).encode())
    except OSError as error:
        return f"\n出错时的笔记本没能留下：{reason(error)}{target.name} 未被改动。"
    return f"\n出错时的笔记本在 {left}；{target.name} 未被改动。"
