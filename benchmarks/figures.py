"""The figures that either way arrives at, under the same names, so that they can be compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# Name, with region or unit in brackets -> (this quarter, the quarter before or None).
Figures = Mapping[str, tuple[Any, Any]]

_TAG = "figures"


def of_report(folder: Path) -> Figures:
    """Read the facts.json of `bulletin build`."""
    facts = json.loads((folder / "facts.json").read_text("utf-8"))["facts"]
    return {_name(fact): (fact["value"], fact["previous"]) for fact in facts}


def of_notebooks(folder: Path) -> Figures:
    """Read what the by-hand notebooks printed in their last cell."""
    figures: dict[str, tuple[Any, Any]] = {}
    for path in sorted(folder.glob("*.ipynb")):
        shown = _printed_figures(path)
        before = shown.get("上季度", {})
        figures |= {name: (value, before.get(name)) for name, value in shown["本季度"].items()}
    return figures


def differences(ours: Figures, by_hand: Figures) -> list[str]:
    """Name every figure that is missing on one side or differs."""
    return [
        f"{name}: bulletin {ours.get(name)}, by hand {by_hand.get(name)}"
        for name in sorted({*ours, *by_hand})
        if ours.get(name) != by_hand.get(name)
    ]


def _name(fact: Mapping[str, Any]) -> str:
    return f"{fact['label']}（{fact['subject']}）" if fact["subject"] else str(fact["label"])


def _printed_figures(path: Path) -> dict[str, Any]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    last = next(cell for cell in cells if _TAG in cell["metadata"].get("tags", ()))
    printed = "".join(line for output in last["outputs"] for line in output["text"])
    figures: dict[str, Any] = json.loads(printed)
    return figures
