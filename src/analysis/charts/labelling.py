"""Where the labels of crowded points go, so that none lies on another (all lengths in points)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
# A label stands at one of these distances from its mark, in one of these directions.
_DISTANCES = (5, 9, 14, 20, 28, 38, 50, 65, 85, 110, 140)
_DIRECTIONS = 24
# Within about 17° of an axis a label is centred on its mark.
_CENTRED = 0.3
# Each round places every label anew among the others; after a few nothing moves any more.
_ROUNDS = 4
# Points nearer than this compete for the same space.
_CROWD = 65
# A label is not to stand nearer to another labelled mark than this beyond its own distance.
_DOUBT = 5
# What a label covers, whose it may seem and what its leader crosses: each worth so long a way.
_COST_OF_COVERING = 15.0
_COST_OF_DOUBT = 30.0
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


def place(points: Array, sizes: Array, surroundings: Surroundings) -> list[Array | None]:
    """Return a box for the label of each point, as near as it can be; None where none is free.

    `points` has a row x, y a point, `sizes` a row width, height a label.
    """
    boxes: list[Array | None] = [None] * len(points)
    for _ in range(_ROUNDS):
        for index in _most_crowded_first(points):
            boxes[index] = None
            placed = [other for other, box in enumerate(boxes) if box is not None]
            neighbours = _Neighbours(
                points=np.delete(points, index, axis=0),
                labels=np.array([boxes[other] for other in placed]).reshape(-1, 4),
                origins=points[placed],
            )
            boxes[index] = _best(points[index], sizes[index], surroundings, neighbours)
    return boxes


@dataclass(frozen=True)
class _Neighbours:
    """The other labelled points; the labels placed so far and the points they belong to."""

    points: Array
    labels: Array
    origins: Array


def _most_crowded_first(points: Array) -> Sequence[int]:
    apart = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))
    return [int(index) for index in np.argsort(-(apart < _CROWD).sum(axis=1), kind="stable")]


def _candidates(point: Array, size: Array) -> Array:
    """Return boxes all around a point, each with its side or corner towards the point."""
    angles = np.arange(_DIRECTIONS) * 2 * np.pi / _DIRECTIONS
    away = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    side = np.where(np.abs(away) < _CENTRED, 0, np.sign(away))
    offsets = np.array(_DISTANCES, dtype=float)[:, None, None] * away + side * size / 2
    centres = point + offsets.reshape(-1, 2)
    return np.concatenate([centres - size / 2, centres + size / 2], axis=1)


def _best(
    point: Array, size: Array, surroundings: Surroundings, neighbours: _Neighbours
) -> Array | None:
    candidates = _candidates(point, size)
    boxes = candidates[_is_free(candidates, point, surroundings, neighbours)]
    if not len(boxes):
        return None
    cost = _cost(boxes, point, surroundings, neighbours)
    chosen: Array = boxes[int(np.argmin(cost))]
    return chosen


def _is_free(
    boxes: Array, point: Array, surroundings: Surroundings, neighbours: _Neighbours
) -> Flags:
    frame = surroundings.frame
    marks = around(np.concatenate([point[None, :], neighbours.points]), surroundings.mark)
    spaced = neighbours.labels + np.array([-_GAP, -_GAP, _GAP, _GAP])
    occupied = np.concatenate([marks, spaced, surroundings.taken])
    inside = (boxes[:, :2] >= frame[:2]).all(axis=1) & (boxes[:, 2:] <= frame[2:]).all(axis=1)
    return np.asarray(inside & ~overlaps(boxes, occupied).any(axis=1))


def _cost(
    boxes: Array, point: Array, surroundings: Surroundings, neighbours: _Neighbours
) -> Array:
    """Weigh the length of each leader against what it crosses and what its label covers."""
    ends = nearest(boxes, point)
    origins = neighbours.origins
    other_ends = nearest(neighbours.labels, origins)
    starts = np.broadcast_to(point, ends.shape)
    length = np.hypot(*(ends - point).T)
    marks = around(neighbours.points, surroundings.mark)
    covered = overlaps(boxes, surroundings.avoided).sum(axis=1)
    mistakable = (gaps(boxes, neighbours.points) < length[:, None] + _DOUBT).sum(axis=1)
    crossed = (
        run_through(starts, ends, marks).sum(axis=1)
        + run_through(starts, ends, neighbours.labels).sum(axis=1)
        + run_through(origins, other_ends, boxes).sum(axis=0)
        + crossings(starts, ends, origins, other_ends).sum(axis=1)
    )
    weights = ((covered, _COST_OF_COVERING), (mistakable, _COST_OF_DOUBT), (crossed, _COST_OF_CROSSING))
    return np.asarray(length + sum(weight * count for count, weight in weights))
