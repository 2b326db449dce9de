"""Running notebooks: one process, papermill's API, two at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import papermill
from jupyter_core.utils import ensure_event_loop
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from analysis import errors
from analysis.errors import NotebookError
from analysis.publish.traces import without_traces

# More kernels at once win nothing on two cores (see benchmarks/README.md).
_AT_ONCE = 2
# Without it each kernel start prints that it runs over TCP without encryption.
_KERNEL = Config(KernelManager={"transport_encryption": "auto"})

# Called with the notebook's name, cells done and cells in all.
OnCell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Execution:
    """Where notebooks run, with which parameters, and where a failed one is left."""

    root: Path
    parameters: Mapping[str, Any]
    failed: Path
    on_cell: OnCell


def execute(templates: Sequence[Path], execution: Execution) -> list[NotebookNode]:
    """Run notebooks and return them in the order given, free of ids and times of this run.

    A failing cell is a NotebookError; the notebook with its traceback is left in `failed`.
    """
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        running = [threads.submit(_in_own_loop, template, execution) for template in templates]
        return [run.result() for run in running]


def _in_own_loop(template: Path, execution: Execution) -> NotebookNode:
    """Run a notebook; nbclient leaves its thread's event loop open, with its sockets."""
    try:
        return _run(template, execution)
    finally:
        ensure_event_loop().close()


def _run(template: Path, execution: Execution) -> NotebookNode:
    declared = papermill.inspect_notebook(str(template))
    chosen = {name: execution.parameters[name] for name in declared if name in execution.parameters}
    execution.failed.mkdir(parents=True, exist_ok=True)
    left = execution.failed / template.name
    try:
        notebook = papermill.execute_notebook(
            str(template),
            str(left),
            parameters=chosen,
            progress_bar=False,
            request_save_on_cell_execute=False,
            shutdown_kernel="immediate",
            record_timing=False,
            config=_KERNEL,
            resources={"metadata": {"path": str(execution.root)}},
            on_cell_executed=_reporter(template, execution.on_cell),
        )
    except PapermillExecutionError as error:
        raise NotebookError(_explained(template, error, left)) from None
    left.unlink()
    return without_traces(notebook)


def _reporter(template: Path, on_cell: OnCell) -> Callable[..., None]:
    source = papermill.iorw.load_notebook_node(str(template))
    # papermill adds the cell of injected parameters.
    total = sum(cell.cell_type == "code" and not _is_skipped(cell) for cell in source.cells) + 1
    done = iter(range(1, total + 1))

    def report(**_: Any) -> None:
        on_cell(template.stem, next(done, total), total)

    return report


def _is_skipped(cell: NotebookNode) -> bool:
    """Tell whether a cell is left to the analyst: nbclient runs none with this tag."""
    return "skip-execution" in cell.metadata.get("tags", ())


def _explained(template: Path, error: PapermillExecutionError, left: Path) -> str:
    """Name notebook and cell; our own errors carry their message, others their last line."""
    ours = isinstance(getattr(errors, error.ename.rpartition(".")[2], None), type)
    reason = error.evalue if ours else f"{error.ename}: {error.evalue}"
    return (
        f"笔记本 {template.name} 第 {error.cell_index + 1} 个单元格出错：{reason}\n"
        f"出错时的笔记本在 {os.path.relpath(left)}"
    )
