"""The blocks of params that no single section owns."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from analysis.errors import ParamsError
from analysis.named_fonts import OfficeFonts
from analysis.params.corrections import Correction, require_in_order
from analysis.params.sources import UNDECLARED, DeclaredSource
from analysis.params.strict import Strict

# Keys that hold of one edition only: the next quarter does not begin with them.
OF_ONE_QUARTER = frozenset({"published_on", "data_notice", "corrections"})


class Fonts(Strict):
    """The office's own fonts of the PDF: a folder of files, and the family for each use."""

    folder: str | None = Field(default=None, description="放字体文件的文件夹，相对项目文件夹")
    title: str | None = Field(default=None, description="标题")
    heading: str | None = Field(default=None, description="一级标题、加粗的文字、图表题")
    subheading: str | None = Field(default=None, description="二级标题")
    body: str | None = Field(default=None, description="正文")

    @model_validator(mode="after")
    def _families_lie_somewhere(self) -> Self:
        if not self.folder and any((self.title, self.heading, self.subheading, self.body)):
            raise ValueError("写了字体，还要在 folder 写字体文件所在的文件夹，例如 fonts")
        return self

    def below(self, root: Path) -> OfficeFonts:
        """Return the fonts with their folder below a project's root."""
        stated = {use: name for use, name in self.model_dump().items() if name}
        return OfficeFonts(**{**stated, "folder": str(root / (self.folder or ""))})


class Publication(Strict):
    """What a bulletin says about itself, and the words it uses."""

    title: str
    issuer: str
    area: str
    published_on: str | None
    data_notice: str
    key_figures: tuple[str, ...] = Field(default=(), description="通报开头单列的指标")
    fonts: Fonts = Fonts()
    corrections: tuple[Correction, ...] = Field(default=(), description="各版更正的原因")

    @field_validator("corrections")
    @classmethod
    def _in_order(cls, corrections: tuple[Correction, ...]) -> tuple[Correction, ...]:
        require_in_order(corrections)
        return corrections


class Reading(Strict):
    """How inputs are read and how much of them may be rejected."""

    best_code: Literal[1, 5] | None = Field(description="评价用代码时，1 或 5 中哪个是“非常满意”")
    time_zone: str
    max_rejected_percent: Decimal = Field(ge=0, le=100)
    max_memory_mb: int = Field(default=1500, ge=200, description="读取记录最多用多少兆内存")
    burst_size: int = Field(default=5, ge=2, description="同一秒多少件评价算一次集中")
    sources: tuple[DeclaredSource, ...] = ()

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            # To list all that there are would take longer than reading a quarter's ledgers.
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError("不是时区的名称，例如 Asia/Shanghai") from None
        return name

    def max_rejected(self, rows: int) -> int:
        """Return how many of so many rows may be rejected."""
        return int(self.max_rejected_percent * rows / 100)

    def source_for(self, file_name: str) -> DeclaredSource:
        """Return how a file is declared, a plain one if it is not; two at once: ParamsError."""
        found = [
            (place, source)
            for place, source in enumerate(self.sources, start=1)
            if source.matches(file_name)
        ]
        if len(found) > 1:
            both = "、".join(f"第 {place} 项（files: {source.files}）" for place, source in found)
            raise ParamsError(
                f"参数 sources 的{both}都与文件 {file_name} 相符，请把 files 改得只有一项相符。"
            )
        return found[0][1] if found else UNDECLARED


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
