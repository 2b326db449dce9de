"""Kernels that end before their first cell are started again; all else stops the run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat import NotebookNode

from analysis.errors import NotebookError
from analysis.publish.execute import Execution, execute

PORT_TAKEN = "Kernel died before replying to kernel_info"


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "1_awards.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), path)
    return path


def failing(*messages: str) -> Callable[..., NotebookNode]:
    """Return a way to execute that fails with each message in turn, then succeeds."""
    left = list(messages)

    def executed(template: str, *_: object, **__: object) -> NotebookNode:
        if left:
            raise RuntimeError(left.pop(0))
        return nbformat.read(template, as_version=4)

    return executed


def executed(template: Path) -> list[NotebookNode]:
    folder = template.parent
    heard = lambda *_: None  # noqa: E731 - nobody listens
    return execute([template], Execution(folder, {}, folder / "made", folder / "failed", heard))


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_kernel_whose_port_was_taken_is_started_again(
    times: int, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papermill, "execute_notebook", failing(*[PORT_TAKEN] * times))
    (notebook,) = executed(template)
    assert notebook.cells == []


@pytest.mark.parametrize("messages", [(PORT_TAKEN,) * 3, ("Kernel died",)])
def test_a_kernel_that_cannot_start_or_dies_later_stops_the_run(
    messages: tuple[str, ...], template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papermill, "execute_notebook", failing(*messages))
    with pytest.raises(NotebookError, match="的内核意外退出"):
        executed(template)
