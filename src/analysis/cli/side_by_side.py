"""Several quarters side by side: a process and a folder each, results in the order of quarters.

A quarter compares itself with earlier ones as they are published, so it reads its own data at
once, and waits with its figures until the earlier ones of the same command are delivered.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import IO, Any

from analysis.basis import QUARTERS_BACK
from analysis.cli.board import Board
from analysis.quarter import Quarter

# The word that the earlier quarters are delivered; without it a process ends, as its parent did.
GO = "go\n"
_COMMAND = (sys.executable, "-c", "from analysis.cli.main import main; main()")
NOTICE = "注意："


@dataclass(frozen=True)
class Result:
    """What came of a quarter: what --json says of it, and the lines to tell."""

    quarter: Quarter
    values: Mapping[str, Any]
    lines: Sequence[str] = ()

    @property
    def exit_code(self) -> int:
        """How it ended; 0 is well."""
        return int(self.values["exit_code"])


@dataclass(frozen=True)
class Plan:
    """How quarters are built: `options` of each process, and how one that is left is known.

    `left` returns the result of a quarter with nothing to do, else None; `at_once` tells whether
    a quarter is run whatever becomes of the earlier ones.
    """

    options: Sequence[str]
    left: Callable[[Quarter], Result | None]
    at_once: Callable[[Quarter], bool]
    board: Board
    cores: int
    running: list[subprocess.Popen[str]] = field(default_factory=list)


def side_by_side(quarters: Sequence[Quarter], plan: Plan) -> list[Result]:
    """Build quarters, given in order; one that fails does not stop the others."""
    ended = {quarter: Event() for quarter in quarters}
    # Tasks begin in the order of quarters, so the earliest that is not done is never kept waiting.
    with ThreadPoolExecutor(max(1, min(plan.cores, len(quarters)))) as threads:
        made = [threads.submit(_one, quarter, ended, plan) for quarter in quarters]
        try:
            return [one.result() for one in made]
        except BaseException:
            for one in made:
                one.cancel()
            for process in plan.running:
                process.terminate()
            raise


def _one(quarter: Quarter, ended: Mapping[Quarter, Event], plan: Plan) -> Result:
    earlier = [ended[one] for one in quarter.last(QUARTERS_BACK + 1)[1:] if one in ended]
    try:
        if not plan.at_once(quarter):
            _wait(earlier)
            if (left := plan.left(quarter)) is not None:
                return left
        return _in_a_process(quarter, earlier, plan)
    finally:
        plan.board.end(quarter)
        ended[quarter].set()


def _wait(earlier: Sequence[Event]) -> None:
    for one in earlier:
        one.wait()


def _in_a_process(quarter: Quarter, earlier: Sequence[Event], plan: Plan) -> Result:
    pipe = subprocess.PIPE
    command = [*_COMMAND, "build", str(quarter), "--json", "--of-many", *plan.options]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8"
    ) as process:
        plan.running.append(process)
        told: list[str] = []
        listening = Thread(target=_listen, args=(quarter, process.stderr, told, plan.board))
        listening.start()
        Thread(target=_give_the_word, args=(process, earlier), daemon=True).start()
        said = process.stdout.read() if process.stdout else ""
        process.wait()
        listening.join()
    return _result(quarter, said, told, process.returncode)


def _give_the_word(process: subprocess.Popen[str], earlier: Sequence[Event]) -> None:
    _wait(earlier)
    try:
        if process.stdin:
            process.stdin.write(GO)
            process.stdin.flush()
    except (OSError, ValueError):
        # It ended before it needed the word.
        return


def _listen(quarter: Quarter, stderr: IO[str] | None, told: list[str], board: Board) -> None:
    for line in stderr or ():
        told.append(line.rstrip("\n"))
        if line.startswith("  ") and line.rstrip().endswith("秒"):
            board.show(quarter, line.strip())


def _result(quarter: Quarter, said: str, told: Sequence[str], code: int) -> Result:
    notices = [line for line in told if line.startswith(NOTICE)]
    try:
        values = json.loads(said)
    except ValueError:
        # It was killed, or stopped before it could say anything.
        message = "\n".join(told[-5:]) or f"进程意外结束（{code}）。"
        values = {
            "command": "build",
            "quarter": str(quarter),
            "done": None,
            "exit_code": code if code > 0 else 1,
            "error": {"kind": "", "message": message},
        }
    return Result(quarter, values, notices)
