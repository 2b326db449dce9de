"""Names beside the marks of a scatter, with a leader where a name cannot stand beside its mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from analysis.charts.boxes import Array, around, nearest
from analysis.charts.labelling import Faults, Surroundings, faults, place

_SIZE = 8.6
# Half the side of a mark, as labels see it, in points.
_MARK = 3.5
# A label farther than this from its mark gets a leader.
_LEADER_FROM = 7.5


@dataclass(frozen=True)
class Label:
    """A name for the mark at a place in the data."""

    text: str
    at: tuple[float, float]
    colour: str


@dataclass(frozen=True)
class Placement:
    """Labels with their boxes on the page, None where no place was free."""

    figure: Figure
    axes: Axes
    labels: Sequence[Label]
    boxes: Sequence[Array | None]
    faults: Faults


def place_labels(
    figure: Figure, axes: Axes, labels: Sequence[Label], *, others: Sequence[tuple[float, float]]
) -> Placement:
    """Find a place for each label, off the marks and texts of the axes; `others` have no label.

    The layout is fixed from here on: a place is one on the page.
    """
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    lines = [line.get_window_extent().extents for line in axes.lines]
    surroundings = Surroundings(
        frame=np.array(axes.get_window_extent().extents),
        taken=_boxes([text.get_window_extent().extents for text in axes.texts]),
        avoided=np.concatenate([around(_on_page(axes, others), _MARK), _boxes(lines)]),
        mark=_MARK,
    )
    points = _on_page(axes, [label.at for label in labels])
    sizes = np.array([_size(axes, label.text) for label in labels]).reshape(-1, 2)
    boxes = place(points, sizes, surroundings)
    return Placement(figure, axes, labels, boxes, faults(points, boxes))


def draw_labels(placement: Placement) -> None:
    """Print each label that has a place, and its leader."""
    for label, box in zip(placement.labels, placement.boxes, strict=True):
        if box is not None:
            _draw(placement.axes, label, box)


def _draw(axes: Axes, label: Label, box: Array) -> None:
    mark = _on_page(axes, [label.at])
    end = nearest(box[None, :], mark)
    if np.hypot(*(end - mark)[0]) > _LEADER_FROM:
        leader = axes.transData.inverted().transform(np.concatenate([mark, end]))
        lines = LineCollection([leader], colors=label.colour, linewidths=0.6, zorder=2.5)
        axes.add_collection(lines, autolim=False)
    axes.annotate(
        label.text,
        label.at,
        xytext=tuple(box[:2] - mark[0]),
        textcoords="offset points",
        va="bottom",
        size=_SIZE,
        color=label.colour,
        # Dashed lines stop at a name, marks do not.
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        zorder=2,
    )


def _on_page(axes: Axes, places: Sequence[tuple[float, float]]) -> Array:
    return np.asarray(axes.transData.transform(np.array(places, dtype=float).reshape(-1, 2)))


def _boxes(extents: Sequence[Array | tuple[float, float, float, float]]) -> Array:
    return np.array(extents, dtype=float).reshape(-1, 4)


def _size(axes: Axes, text: str) -> tuple[float, float]:
    measured = axes.text(0, 0, text, size=_SIZE, transform=None)
    box = measured.get_window_extent()
    measured.remove()
    return box.width, box.height
