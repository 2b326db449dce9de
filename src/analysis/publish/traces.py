"""What running a notebook leaves in it, and what of that differs from run to run."""

from __future__ import annotations

from nbformat import NotebookNode


def without_traces(notebook: NotebookNode) -> NotebookNode:
    """Remove what differs from run to run: papermill's metadata, random ids, versions."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        for trace in ("papermill", "execution"):
            cell.metadata.pop(trace, None)
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell.id = "injected-parameters"
    return notebook
