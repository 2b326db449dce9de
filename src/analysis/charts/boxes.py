"""Boxes (rows of left, bottom, right, top) and lines between points, many at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Stands for a length of 0 where one divides by it.
_TINY = 1e-9


def around(points: Array, reach: float) -> Array:
    """Return the square box around each point."""
    return np.concatenate([points - reach, points + reach], axis=1)


def nearest(boxes: Array, points: Array) -> Array:
    """Return the place on each box that is nearest to its point, or to the only point."""
    return np.clip(points, boxes[:, :2], boxes[:, 2:])


def gaps(boxes: Array, points: Array) -> Array:
    """Return how far each box (rows) is from each point (columns)."""
    ends = np.clip(points[None, :], boxes[:, None, :2], boxes[:, None, 2:])
    return np.asarray(np.linalg.norm(ends - points[None, :], axis=-1))


def overlaps(boxes: Array, others: Array) -> Flags:
    """Tell for each box (rows) which of the others (columns) it overlaps."""
    a, b = boxes[:, None], others[None, :]
    return np.asarray(
        (a[..., :2] < b[..., 2:]).all(axis=-1) & (b[..., :2] < a[..., 2:]).all(axis=-1)
    )


def run_through(starts: Array, ends: Array, boxes: Array) -> Flags:
    """Tell for each line (rows) which boxes (columns) it runs through."""
    way = np.where(ends == starts, _TINY, ends - starts)[:, None]
    # The parts of the way, from 0 to 1, at which a line meets the sides of a box.
    low = (boxes[None, :, :2] - starts[:, None]) / way
    high = (boxes[None, :, 2:] - starts[:, None]) / way
    enters = np.minimum(low, high).max(axis=-1)
    leaves = np.maximum(low, high).min(axis=-1)
    return np.asarray((enters < leaves) & (enters < 1) & (leaves > 0))


def crossings(starts: Array, ends: Array, other_starts: Array, other_ends: Array) -> Flags:
    """Tell for each line (rows) which of the other lines (columns) it crosses."""
    a, b = starts[:, None], ends[:, None]
    c, d = other_starts[None, :], other_ends[None, :]
    parted = _turn(a, b, c) * _turn(a, b, d) < 0
    parting = _turn(c, d, a) * _turn(c, d, b) < 0
    return np.asarray(parted & parting)


def _turn(a: Array, b: Array, c: Array) -> Array:
    """Return the sign of the turn a → b → c."""
    first, second = b - a, c - a
    return np.sign(first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0])
