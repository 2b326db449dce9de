"""What the list of all quarters shows of one: kept in its manifest when it is published.

facts.json follows every run, published or not; a figure from there might be in no bulletin.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from analysis.facts import Facts
from analysis.key_figures import key_figures
from analysis.params.blocks import Publication


class _Kept(BaseModel):
    # What a later version adds is no reason to leave a quarter out.
    model_config = ConfigDict(extra="ignore", frozen=True)


class SiteFigure(_Kept):
    """A key figure as it was published; `percent` is its number where it is a share."""

    key: str
    label: str
    value: str
    change: str
    percent: Decimal | None = Field(default=None, ge=0, le=100)


class SiteEntry(_Kept):
    """A published bulletin as it is listed; '' for what it does not say."""

    title: str
    issuer: str
    published_on: str
    notice: str
    figures: tuple[SiteFigure, ...]

    @property
    def by_key(self) -> dict[str, SiteFigure]:
        """The figures by key, in their order."""
        return {figure.key: figure for figure in self.figures}


def site_entry(facts: Facts, stated: Publication) -> SiteEntry:
    """Return what is listed of a bulletin with these facts; ParamsError as of `key_figures`."""
    return SiteEntry(
        title=stated.title,
        issuer=stated.issuer,
        published_on=stated.published_on or "",
        notice=stated.data_notice,
        figures=tuple(_figures(facts, stated.key_figures)),
    )


def _figures(facts: Facts, keys: Sequence[str]) -> list[SiteFigure]:
    return [
        SiteFigure(
            key=key,
            label=shown.label,
            value=shown.value,
            change=shown.change,
            percent=number if isinstance(number := facts.get(key).value, Decimal) else None,
        )
        for key in keys
        for shown in key_figures(facts, [key])
    ]
