"""The drawing of single evaluations whose margins are exactly those of the plan."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from analysis.levels import BASICALLY_SATISFIED, VERY_SATISFIED
from analysis.sample.moments import online_moments, onsite_moments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analysis.quarter import Quarter
    from analysis.roster import Roster
    from analysis.sample.plan import Items, Margin, Plan, Visits

    Codes = NDArray[np.int64]

NO_COMMENT = -1


@dataclass(frozen=True)
class Records:
    """One evaluation per row in each array; codes point into the lists of names."""

    unit: Codes
    online: NDArray[np.bool_]
    active: NDArray[np.bool_]
    rank: Codes
    item: Codes
    channel: Codes
    comment: Codes
    moment: Codes

    def in_time_order(self) -> Records:
        """Return the same rows, sorted by time."""
        order = np.argsort(self.moment, kind="stable")
        return Records(*(getattr(self, field.name)[order] for field in fields(self)))


def draw(plan: Plan, quarter: Quarter, roster: Roster) -> Records:
    """Draw all evaluations of the quarter, region after region in official order."""
    rng = np.random.Generator(np.random.PCG64(plan.seed))
    strain = np.array([plan.strain.get(unit.name, 1.0) for unit in roster.units])
    parts = [_region(rng, region, plan, roster, strain) for region in roster.regions]
    unit, online, active, rank = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Records(
        unit=unit,
        online=online,
        active=active,
        rank=rank,
        item=_items(rng, unit, plan.items, roster),
        channel=_channels(rng, online, plan),
        comment=_comments(rng, rank, plan),
        moment=_moments(rng, online, plan, quarter),
    )


def _region(
    rng: np.random.Generator, region: str, plan: Plan, roster: Roster, strain: NDArray[np.float64]
) -> tuple[Codes, NDArray[np.bool_], NDArray[np.bool_], Codes]:
    units = roster.units_of(region)
    visits = [plan.weights.units.get(unit.name, plan.weights.default) for unit in units]
    places = np.array([roster.position[unit.name] for unit in units])
    margin = plan.margins[region]
    unit, online = _visits(rng, margin.total, places, visits)
    active = np.ones(margin.total, dtype=bool)
    active[rng.choice(margin.total, margin.total - margin.active, replace=False)] = False
    return unit, online, active, _ranks(rng, margin, active, strain[unit])


def _visits(
    rng: np.random.Generator, total: int, places: Codes, visits: Sequence[Visits]
) -> tuple[Codes, NDArray[np.bool_]]:
    """Draw the unit of each evaluation and whether it came online, by the weights of both."""
    weights = np.array([(visit.onsite, visit.online) for visit in visits]).ravel()
    counts = rng.multinomial(total, weights / weights.sum())
    unit = np.repeat(np.repeat(places, 2), counts)
    online = np.repeat(np.tile([False, True], len(places)), counts)
    return unit, online


def _ranks(
    rng: np.random.Generator,
    margin: Margin,
    active: NDArray[np.bool_],
    strain: NDArray[np.float64],
) -> Codes:
    """Draw levels: those below the best fall on active evaluations only, oftener under strain."""
    rank = np.full(margin.total, VERY_SATISFIED.rank, dtype=np.int64)
    below = np.repeat(np.arange(1, VERY_SATISFIED.rank), margin.below_best)
    if below.size:
        chance = active * strain
        rank[rng.choice(margin.total, below.size, replace=False, p=chance / chance.sum())] = below
    return rank


def item_names(items: Items) -> list[str]:
    """Return every item once, in the order in which the plan first names it."""
    lists = (items.default, *items.units.values())
    return list(dict.fromkeys(name for names in lists for name in names))


def _items(rng: np.random.Generator, unit: Codes, items: Items, roster: Roster) -> Codes:
    """Draw the item of each evaluation: the n-th item of a unit is n times rarer than its first."""
    code = {name: place for place, name in enumerate(item_names(items))}
    lists = [items.units.get(unit.name, items.default) for unit in roster.units]
    longest = max(map(len, lists))
    codes = np.zeros((len(lists), longest), dtype=np.int64)
    upto = np.ones((len(lists), longest))
    for place, names in enumerate(lists):
        rarity = 1 / np.arange(1, len(names) + 1)
        codes[place, : len(names)] = [code[name] for name in names]
        upto[place, : len(names) - 1] = np.cumsum(rarity)[:-1] / rarity.sum()
    chosen: Codes = (rng.random(unit.size)[:, None] >= upto[unit]).sum(axis=1)
    item: Codes = codes[unit, chosen]
    return item


def _channels(rng: np.random.Generator, online: NDArray[np.bool_], plan: Plan) -> Codes:
    """Draw channels; codes count those on site first, then those online."""
    onsite_weights = np.array(list(plan.channels.onsite.values()))
    online_weights = np.array(list(plan.channels.online.values()))
    channel = np.empty(online.size, dtype=np.int64)
    for mode, first, weights in (
        (~online, 0, onsite_weights),
        (online, len(onsite_weights), online_weights),
    ):
        share = weights / weights.sum()
        channel[mode] = first + rng.choice(len(weights), int(mode.sum()), p=share)
    return channel


def _comments(rng: np.random.Generator, rank: Codes, plan: Plan) -> Codes:
    """Draw a comment for some of the ratings at basically satisfied and below."""
    comment = np.full(rank.size, NO_COMMENT, dtype=np.int64)
    low = np.flatnonzero(rank <= BASICALLY_SATISFIED.rank)
    written = low[rng.random(low.size) < plan.comments.share]
    comment[written] = rng.integers(len(plan.comments.texts), size=written.size)
    return comment


def _moments(
    rng: np.random.Generator, online: NDArray[np.bool_], plan: Plan, quarter: Quarter
) -> Codes:
    moment = np.empty(online.size, dtype=np.int64)
    moment[~online] = onsite_moments(rng, int((~online).sum()), plan.calendar, quarter)
    moment[online] = online_moments(rng, int(online.sum()), plan.calendar, quarter)
    return moment
