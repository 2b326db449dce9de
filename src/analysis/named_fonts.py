"""The office's own fonts as params name them; office_fonts.py looks into their files."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class OfficeFonts:
    """The families that params name, '' where the bundled fonts serve, and where they lie."""

    folder: str = ""
    title: str = ""
    heading: str = ""
    subheading: str = ""
    body: str = ""

    @property
    def named(self) -> dict[str, str]:
        """The families that are named, by what they serve."""
        return {use: family for use, family in asdict(self).items() if family and use != "folder"}
