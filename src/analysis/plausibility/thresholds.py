"""The limits beyond which a figure is to be looked at; policy, so they live in params."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from analysis.params.strict import Strict


class PlausibilityRules(Strict):
    """Limits of every rule; percents and points as Decimals, counts as whole numbers.

    A move is told when it is larger than its limit; a count matters from its limit on.
    """

    least_evaluations: int = Field(ge=1)
    least_tickets: int = Field(ge=1)
    unit_jump_percent: Decimal = Field(ge=0)
    region_jump_percent: Decimal = Field(ge=0)
    active_rate_points: Decimal = Field(ge=0, le=100)
    very_satisfied_points: Decimal = Field(ge=0, le=100)
    hall_rate_points: Decimal = Field(ge=0, le=100)
    perfect_active: int = Field(ge=1)
    perfect_tickets: int = Field(ge=1)
    burst_size: int = Field(ge=2)
    burst_large: int = Field(ge=2)
    burst_percent: Decimal = Field(ge=0, le=100)
    findings_listed: int = Field(ge=1)
