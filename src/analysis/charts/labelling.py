"""Where the labels of crowded points go, so that none lies on another (all lengths in points)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analysis.charts.boxes import (
    Array,
    Flags,
    around,
    crossings,
    gaps,
    nearest,
    overlaps,
    run_through,
)

# Free space kept around a label.
_GAP = 1.5
# A label stands at one of these distances from its mark, in one of these directions: beside it
# rather than above or below, right rather than left, as one reads.
_DISTANCES = (5, 9, 14, 20, 28, 38, 50, 65, 85, 110, 140)
_DEGREES = tuple(
    side for rise in (0, 20, 35, 50, 65, 90) for side in (rise, -rise, 180 - rise, rise - 180)
)
# A component of a direction this small is none at all.
_NONE = 0.01
# Each round places every label anew among the others. In the first ones a label may lie on
# another, at a cost: so two can change places that would else block each other.
_LOOSE_ROUNDS, _STRICT_ROUNDS = 4, 3
# Orders tried times labels: dozens of labels are tangled in any order, and take long.
_EFFORT = 100
# Points nearer than this compete for the same space.
_CROWD = 65
# A label is not to stand nearer to another labelled mark than this beyond its own distance.
_DOUBT = 3
# What a label covers, whose it may seem and what its leader crosses: each worth so long a way.
_COST_OF_COVERING = 30.0
_COST_OF_DOUBT = 50.0
_COST_OF_CROSSING = 60.0


@dataclass(frozen=True)
class Surroundings:
    """What labels respect: they stay in `frame`, off all that is `taken`, and avoid the rest.

    `frame` is a box, `taken` and `avoided` are boxes; a labelled mark reaches `mark` points.
    """

    frame: Array
    taken: Array
    avoided: Array
    mark: float


class Faults(NamedTuple):
    """What is wrong with placed labels, worst first."""

    # labels without a place
    missing: int
    # leaders that run into another label or leader
    tangles: int
    # labels that stand about as near to another labelled mark
    doubts: int


def place(points: Array, sizes: Array, surroundings: Surroundings) -> list[Array | None]:
    """Return a box for the label of each point, as near as it can be; None where none is free.

    `points` has a row x, y a point, `sizes` a row width, height a label. Who comes first matters
    and cannot be known: several orders are tried, and the least faulty result is taken.
    """
    x, y = points.T
    keys = (-_crowding(points), -y, -x, x, y)[: max(1, _EFFORT // max(1, len(points)))]
    orders = [np.argsort(key, kind="stable") for key in keys]
    tries: list[list[Array | None]] = []
    for order in orders:
        tries.append(_place(points, sizes, surroundings, order=order))
        if not any(faults(points, tries[-1])):
            break
    return min(tries, key=lambda boxes: faults(points, boxes))


def _place(
    points: Array, sizes: Array, surroundings: Surroundings, *, order: Iterable[int]
) -> list[Array | None]:
    boxes: list[Array | None] = [None] * len(points)
    for strict in [False] * _LOOSE_ROUNDS + [True] * _STRICT_ROUNDS:
        for index in order:
            boxes[index] = None
            placed = [other for other, box in enumerate(boxes) if box is not None]
            neighbours = _Neighbours(
                points=np.delete(points, index, axis=0),
                labels=np.array([boxes[other] for other in placed]).reshape(-1, 4),
                origins=points[placed],
                strict=strict,
            )
            boxes[index] = _best(points[index], sizes[index], surroundings, neighbours)
    return boxes


def faults(points: Array, boxes: Sequence[Array | None]) -> Faults:
    """Count what is wrong with labels placed."""
    placed = [index for index, box in enumerate(boxes) if box is not None]
    labels = np.array([boxes[index] for index in placed]).reshape(-1, 4)
    marks = points[placed]
    ends = nearest(labels, marks)
    others = ~np.eye(len(placed), dtype=bool)
    distance = gaps(labels, marks)
    run_into = run_through(marks, ends, labels) & others
    crossed = np.triu(crossings(marks, ends, marks, ends))
    doubtful = (distance < np.diag(distance)[:, None] + _DOUBT) & others
    return Faults(
        missing=len(boxes) - len(placed),
        tangles=int(run_into.sum() + crossed.sum()),
        doubts=int(doubtful.sum()),
    )


@dataclass(frozen=True)
class _Neighbours:
    """The other labelled points; the labels placed so far and the points they belong to."""

    points: Array
    labels: Array
    origins: Array
    strict: bool

    @property
    def spaced(self) -> Array:
        """The labels with the free space kept around them."""
        return np.asarray(self.labels + np.array([-_GAP, -_GAP, _GAP, _GAP]))


def _crowding(points: Array) -> Array:
    """Count the neighbours that compete with each point for space."""
    apart = np.linalg.norm(points[:, None] - points[None, :], axis=-1)
    return np.asarray((apart < _CROWD).sum(axis=1), dtype=float)


def _candidates(point: Array, size: Array, frame: Array) -> Array:
    """Return boxes all around a point, each with its side or corner towards the point.

    A label above or below its mark moves aside as far as the frame asks it to.
    """
    away = np.stack([np.cos(np.radians(_DEGREES)), np.sin(np.radians(_DEGREES))], axis=1)
    side = np.where(np.abs(away) < _NONE, 0, np.sign(away))
    offsets = np.array(_DISTANCES, dtype=float)[:, None, None] * away + side * size / 2
    centres = point + offsets.reshape(-1, 2)
    upright = np.tile(side[:, 0] == 0, len(_DISTANCES))
    room = (frame[0] + size[0] / 2, frame[2] - size[0] / 2)
    centres[upright, 0] = np.clip(centres[upright, 0], *room)
    return np.concatenate([centres - size / 2, centres + size / 2], axis=1)


def _best(
    point: Array, size: Array, surroundings: Surroundings, neighbours: _Neighbours
) -> Array | None:
    candidates = _candidates(point, size, surroundings.frame)
    boxes = candidates[_is_free(candidates, point, surroundings, neighbours)]
    if not len(boxes):
        return None
    cost = _cost(boxes, point, surroundings, neighbours)
    return np.asarray(boxes[int(np.argmin(cost))])


def _is_free(
    boxes: Array, point: Array, surroundings: Surroundings, neighbours: _Neighbours
) -> Flags:
    frame = surroundings.frame
    marks = around(np.concatenate([point[None, :], neighbours.points]), surroundings.mark)
    occupied = [marks, surroundings.taken] + [neighbours.spaced] * neighbours.strict
    inside = (boxes[:, :2] >= frame[:2]).all(axis=1) & (boxes[:, 2:] <= frame[2:]).all(axis=1)
    return np.asarray(inside & ~overlaps(boxes, np.concatenate(occupied)).any(axis=1))


def _cost(boxes: Array, point: Array, surroundings: Surroundings, neighbours: _Neighbours) -> Array:
    """Weigh the length of each leader against what it crosses and what its label covers."""
    ends = nearest(boxes, point)
    origins = neighbours.origins
    other_ends = nearest(neighbours.labels, origins)
    starts = np.broadcast_to(point, ends.shape)
    length = np.hypot(*(ends - point).T)
    marks = around(neighbours.points, surroundings.mark)
    covered = overlaps(boxes, surroundings.avoided).sum(axis=1)
    covered += overlaps(boxes, neighbours.spaced).sum(axis=1)
    mistakable = (gaps(boxes, neighbours.points) < length[:, None] + _DOUBT).sum(axis=1)
    crossed = (
        run_through(starts, ends, marks).sum(axis=1)
        + run_through(starts, ends, neighbours.labels).sum(axis=1)
        + run_through(origins, other_ends, boxes).sum(axis=0)
        + crossings(starts, ends, origins, other_ends).sum(axis=1)
    )
    weights = (
        (covered, _COST_OF_COVERING),
        (mistakable, _COST_OF_DOUBT),
        (crossed, _COST_OF_CROSSING),
    )
    # Rounded, so that of equal places the first is chosen on every machine.
    return np.asarray(np.round(length + sum(weight * count for count, weight in weights), 1))
