"""Units of the hall whose on-site rate rose or fell most since the quarter before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydantic import Field

from analysis.derivation import choice
from analysis.facts import Fact, Facts, Measure, Unit
from analysis.params.strict import Strict
from analysis.quarter import Quarter
from analysis.section import Section
from analysis.tables import Column, Table
from analysis.wording import signed_points

RATE, TICKETS = "onsite_rate", "tickets"
_CHOSEN = choice((RATE, TICKETS), "movers", "mover_points", "least_tickets")
RISEN = Measure(
    "risen_most",
    "现场主动评价率升幅居前的单位",
    Unit.NAMES,
    "叫号量两个季度都达到要求的单位中，现场主动评价率比上季度上升最多者，按上升的百分点",
    derivation=_CHOSEN,
)
FALLEN = Measure(
    "fallen_most",
    "现场主动评价率降幅居前的单位",
    Unit.NAMES,
    "叫号量两个季度都达到要求的单位中，现场主动评价率比上季度下降最多者，按下降的百分点",
    derivation=_CHOSEN,
)


class MoverRules(Strict):
    """How many units to name each way, and who is compared at all; points of percentage."""

    movers: int = Field(ge=0)
    mover_points: Decimal = Field(gt=0)
    least_tickets: int = Field(ge=1)


@dataclass(frozen=True)
class _Move:
    """A unit's rate now and before, as printed, and its tickets."""

    rate: Fact
    before: Fact
    tickets: Fact
    tickets_before: Fact

    @property
    def unit(self) -> str:
        """The unit that moved."""
        return self.rate.subject

    @property
    def fewest_tickets(self) -> int:
        """Its tickets in the quarter that had fewer."""
        return min(_number(self.tickets), _number(self.tickets_before))

    @property
    def points(self) -> Decimal:
        """How far the printed rate has moved."""
        return Decimal(str(self.rate.value)) - Decimal(str(self.before.value))


def movers(quarters: Mapping[Quarter, Facts], quarter: Quarter, rules: MoverRules) -> Section:
    """List the units whose printed rate moved most each way, furthest first.

    `quarters` has this quarter's facts and those of earlier ones. Compared are units that had
    enough tickets in both quarters; a move of fewer points than the rules ask for is none. Equal
    moves stand by tickets, then in official order. Nothing where the quarter before is not known
    or `movers` is 0.
    """
    if not rules.movers or quarter.previous not in quarters:
        return Section("movers", Facts(()))
    moves = [
        move
        for move in _moves(quarters[quarter], quarters[quarter.previous])
        if move.fewest_tickets >= rules.least_tickets and abs(move.points) >= rules.mover_points
    ]
    moves.sort(key=lambda move: (-abs(move.points), -_number(move.tickets)))
    risen = [move for move in moves if move.points > 0][: rules.movers]
    fallen = [move for move in moves if move.points < 0][: rules.movers]
    facts = [RISEN.fact(_names(risen)), FALLEN.fact(_names(fallen))]
    tables = {"movers": _table([*risen, *fallen], rules)} if risen or fallen else {}
    return Section("movers", Facts(tuple(facts)), tables)


def _moves(now: Facts, before: Facts) -> Iterator[_Move]:
    """Yield how each unit moved that has a rate in both quarters, in official order."""
    known = {fact.subject: fact for fact in before.about(RATE)}
    for rate in now.about(RATE):
        if (was := known.get(rate.subject)) is not None:
            tickets, earlier = (facts.get(TICKETS, rate.subject) for facts in (now, before))
            yield _Move(rate, was, tickets, earlier)


def _number(tickets: Fact) -> int:
    return int(str(tickets.value))


def _names(moves: Sequence[_Move]) -> tuple[str, ...]:
    return tuple(move.unit for move in moves)


def _table(moves: Sequence[_Move], rules: MoverRules) -> Table:
    columns = (
        Column("单位", kind="text"),
        *map(Column, ("叫号量", "本季度", "上季度", "较上季度")),
    )
    rows = tuple(
        (move.unit, move.tickets, move.rate, move.before, signed_points(move.points))
        for move in moves
    )
    compared = f"只比较两个季度叫号量均不少于{rules.least_tickets}次的单位；"
    note = f"{compared}升降不足{rules.mover_points}个百分点的不列。"
    return Table("movers", "现场主动评价率升降较大的单位", columns, rows, (note,))
