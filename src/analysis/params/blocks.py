"""The blocks of params that no single section owns."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal
from zoneinfo import available_timezones

from pydantic import Field, field_validator

from analysis.params.strict import Strict


class Publication(Strict):
    """What a bulletin says about itself, and the words it uses."""

    title: str
    issuer: str
    area: str
    published_on: str | None
    data_notice: str


class Reading(Strict):
    """How inputs are read and how much of them may be rejected."""

    best_code: Literal[1, 5] | None = Field(description="评价用代码时，1 或 5 中哪个是“非常满意”")
    time_zone: str
    max_rejected_percent: Decimal = Field(ge=0, le=100)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError("不是时区的名称，例如 Asia/Shanghai")
        return name


class ChangeStep(Strict):
    """One step of the words for change; see changes.Step."""

    below: Decimal | None
    word: str
    directed: bool = True


class ChangeSteps(Strict):
    """The words for change, in rising order."""

    change_steps: tuple[ChangeStep, ...] = Field(min_length=1)

    @field_validator("change_steps")
    @classmethod
    def _rising_to_the_end(cls, steps: tuple[ChangeStep, ...]) -> tuple[ChangeStep, ...]:
        limits = [step.below for step in steps[:-1] if step.below is not None]
        if steps[-1].below is not None or len(limits) < len(steps) - 1:
            raise ValueError("只有最后一级的 below 为 null")
        if limits != sorted(set(limits)):
            raise ValueError("below 应逐级增大")
        return steps
