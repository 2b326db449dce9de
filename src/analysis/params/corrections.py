"""Why a published edition was corrected: stated in the quarter's own params."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as calendar_date

from pydantic import Field, field_validator

from analysis.params.strict import Strict

# What the lines to be copied have in place of a reason.
TO_FILL = "（写明更正的原因）"

_DATE = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")


class Correction(Strict):
    """The edition that a correction made, its date and the reason, as the bulletin prints them."""

    edition: int = Field(ge=2)
    date: str
    reason: str

    @field_validator("date")
    @classmethod
    def _a_day(cls, day: str) -> str:
        match = _DATE.fullmatch(day)
        try:
            calendar_date(*map(int, match.groups() if match else ()))
        except (TypeError, ValueError):
            raise ValueError(f"应为日期，例如 2025年5月8日，现在是“{day}”") from None
        return day

    @field_validator("reason")
    @classmethod
    def _stated(cls, reason: str) -> str:
        if not reason.strip() or reason == TO_FILL:
            raise ValueError("还没有写明更正的原因")
        return reason


def require_in_order(corrections: Sequence[Correction]) -> None:
    """Refuse editions that do not rise, or that stand twice (ValueError)."""
    editions = [correction.edition for correction in corrections]
    if editions != sorted(set(editions)):
        stated = "、".join(map(str, editions))
        raise ValueError(f"edition 应由小到大，每版一项，现在是 {stated}")
