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
from analysis.disk import reason, write_whole, writing
from analysis.errors import BulletinError, ExportError, NotebookError
from analysis.publish.traces import without_traces

# More kernels at once win nothing on two cores (see benchmarks/README.md).
_AT_ONCE = 2
# Without it each kernel start prints that it runs over TCP without encryption.
_KERNEL = Config(KernelManager={"transport_encryption": "auto"})

# A kernel's ports are free when they are chosen; a program that binds one before the kernel does
# ends it before its first cell, which may be tried again.
_STARTS = 3
_ENDED_BEFORE_ITS_FIRST_CELL = "before replying to kernel_info"

# Called with the notebook's name, cells done and cells in all.
OnCell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Execution:
    """Where notebooks run, with which parameters, and where a failed one is left.

    `scratch` is a folder of this run alone, for papermill to write to while it runs.
    """

    root: Path
    parameters: Mapping[str, Any]
    scratch: Path
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
    written, left = (folder / template.name for folder in (execution.scratch, execution.failed))
    try:
        notebook = _executed(template, written, execution)
    except PapermillExecutionError as error:
        told = _explained(template, error)
        raise NotebookError(f"{told}\n{_left(written, left)}") from None
    except (RuntimeError, OSError) as error:
        raise _stopped(template, error) from None
    with writing(left):
        left.unlink(missing_ok=True)
    return without_traces(notebook)


def _executed(template: Path, written: Path, execution: Execution) -> NotebookNode:
    for _ in range(_STARTS - 1):
        try:
            return _execute_once(template, written, execution)
        except RuntimeError as error:
            if _ENDED_BEFORE_ITS_FIRST_CELL not in str(error):
                raise
    return _execute_once(template, written, execution)


def _execute_once(template: Path, written: Path, execution: Execution) -> NotebookNode:
    declared = papermill.inspect_notebook(str(template))
    chosen = {name: execution.parameters[name] for name in declared if name in execution.parameters}
    notebook: NotebookNode = papermill.execute_notebook(
        str(template),
        str(written),
        parameters=chosen,
        progress_bar=False,
        request_save_on_cell_execute=False,
        shutdown_kernel="immediate",
        record_timing=False,
        config=_KERNEL,
        extra_arguments=_ends_with_us(),
        resources={"metadata": {"path": str(execution.root)}},
        on_cell_executed=_reporter(template, execution.on_cell),
    )
    return notebook


def _ends_with_us() -> list[str]:
    """Return arguments that end a kernel whose parent was killed while it started.

    A kernel notices by itself when its parent ends later, but takes whoever adopted it before
    that for its parent, and would wait for ever. Windows ends it by a handle.
    """
    if os.name == "nt":
        return []
    orphaned = f'if __import__("os").getppid() != {os.getpid()}: __import__("os")._exit(1)'
    return [f"--IPKernelApp.exec_lines={orphaned}"]


def _left(written: Path, left: Path) -> str:
    """Leave a failed notebook to the analyst, and say where."""
    try:
        write_whole(left, written.read_bytes())
    except OSError as error:
        return f"出错时的笔记本没能留下：{reason(error)}"
    return f"出错时的笔记本在 {os.path.relpath(left)}"


def _stopped(template: Path, error: RuntimeError | OSError) -> BulletinError:
    """Say that a kernel could not start or died, or what the disk refused it."""
    if isinstance(error, OSError):
        return ExportError(f"笔记本 {template.name} 无法运行：{reason(error)}")
    return NotebookError(
        f"笔记本 {template.name} 的内核意外退出（{error}）。"
        "多半是内存不够或被其他程序结束，请关闭一些程序后再运行。"
    )


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


def _explained(template: Path, error: PapermillExecutionError) -> str:
    """Name notebook and cell; our own errors carry their message, others their last line."""
    ours = isinstance(getattr(errors, error.ename.rpartition(".")[2], None), type)
    told = error.evalue if ours else f"{error.ename}: {error.evalue}"
    return f"笔记本 {template.name} 第 {error.cell_index + 1} 个单元格出错：{told}"
