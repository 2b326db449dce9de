"""The typed reading of reconstruction.yaml: all that the reconstruction of a quarter needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated

from pydantic import Field, PositiveInt

from analysis.params.strict import Strict

Count = Annotated[int, Field(strict=True, ge=0)]
Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Factor = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1)]
Names = Annotated[tuple[str, ...], Field(min_length=1)]
HourWeights = Annotated[tuple[Weight, ...], Field(min_length=24, max_length=24)]
MonthWeights = Annotated[tuple[Weight, ...], Field(min_length=3, max_length=3)]


class Margin(Strict):
    """The published counts of one region; what is left of the total is very satisfied."""

    total: PositiveInt
    active: Count
    very_dissatisfied: Count
    dissatisfied: Count
    basically_satisfied: Count
    satisfied: Count

    @property
    def below_best(self) -> tuple[int, int, int, int]:
        """Counts of the four levels below the best, worst first."""
        return (
            self.very_dissatisfied,
            self.dissatisfied,
            self.basically_satisfied,
            self.satisfied,
        )


class Ids(Strict):
    """What the ids begin with: a letter first, or a spreadsheet turns them into numbers."""

    evaluation: Annotated[str, Field(pattern="^[A-Z][A-Z0-9]*$")]
    case: Annotated[str, Field(pattern="^[A-Z][A-Z0-9]*$")]


class Opening(Strict):
    """A stretch of the working day in which the counters are open."""

    opens: time
    closes: time
    weight: Weight


class Calendar(Strict):
    """When evaluations happen: on site on working days within opening hours, online always."""

    month_weights: MonthWeights
    holidays: tuple[date, ...]
    working_weekends: tuple[date, ...]
    opening: Annotated[tuple[Opening, ...], Field(min_length=1)]
    online_hours: HourWeights


class Channels(Strict):
    """Channels with their weights, on site and online."""

    onsite: Annotated[Mapping[str, Weight], Field(min_length=1)]
    online: Annotated[Mapping[str, Weight], Field(min_length=1)]


class Items(Strict):
    """Items by unit, the most frequent first, and those of a unit that is not named."""

    default: Names
    units: Mapping[str, Names]


class Visits(Strict):
    """How a unit's evaluations weigh against those of other units, on site and online."""

    onsite: Weight
    online: Weight


class Weights(Strict):
    """Visits by unit, and those of a unit that is not named."""

    default: Visits
    units: Mapping[str, Visits]


class Comments(Strict):
    """What citizens wrote, and the share of the low ratings that carry a comment."""

    share: Share
    texts: Names


class Plan(Strict):
    """A whole reconstruction.yaml."""

    seed: Count
    ids: Ids
    margins: Mapping[str, Margin]
    calendar: Calendar
    channels: Channels
    weights: Weights
    strain: Mapping[str, Factor]
    items: Items
    comments: Comments
