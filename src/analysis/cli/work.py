"""A command at work on a quarter: what it says, what it notes for --json, and its log."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import KW_ONLY, asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis import basis, surroundings
from analysis.attempts import Attempt, followed, keep
from analysis.claiming import claimed, mended
from analysis.cli.options import notice, printed, say
from analysis.disk import is_of_machine, reason
from analysis.errors import BulletinError, ExportError
from analysis.inputs.kept_hashes import KeptHashes
from analysis.needed import Situation, situation
from analysis.progress import Progress, Step
from analysis.project import Project
from analysis.quarter import Quarter
from analysis.run_log import RunLog, discard_old_logs
from analysis.standing import standing

if TYPE_CHECKING:
    from analysis.edition import Edition
    from analysis.outputs import Run

_INTERRUPTED = 130
# Commands that leave the report as it is: others may write it meanwhile.
_READING = frozenset({"check"})


class Done(StrEnum):
    """What a command did, as --json says it."""

    RAN = "run"
    BUILT = "built"
    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    WAITING = "waiting"


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line."""

    command: str
    quarter: Quarter
    _: KW_ONLY
    as_json: bool
    quiet: bool
    force: bool = False
    by: str | None = None
    of_many: bool = False

    def __str__(self) -> str:
        by = f" --by {self.by}" if self.by else ""
        return f"bulletin {self.command} {self.quarter}{' --force' if self.force else ''}{by}"


@dataclass
class Outcome:
    """What came of a command: noted as it goes, so that a failed one has it as well.

    `texts` are the digests of the notebooks that it made or published, by name.
    """

    done: Done | None = None
    texts: dict[str, str] | None = None
    rows: list[dict[str, Any]] = field(default_factory=list)
    plausibility: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    exit_code: int = 0
    error: dict[str, str] | None = None
    seconds: float = 0
    log: Path | None = None


class Work:
    """A command at work: where it speaks, and what it notes."""

    def __init__(self, asked: Asked, project: Project) -> None:
        self.asked, self.project = asked, project
        self.outcome = Outcome()
        self.found = self.look()
        self.log = RunLog(project.logs / str(asked.quarter), asked.command)
        self.progress = Progress(quiet=asked.quiet, heard=self._heard)

    def look(self) -> Situation:
        """Return what there is of the quarter, for what is remembered of this command."""
        hashes = KeptHashes(self.project.cache)
        self.found = situation(self.project, self.asked.quarter, hashes.of)
        hashes.keep()
        return self.found

    def check(self) -> Edition:
        """Read and check the quarter, and note its reconciliation and plausibility."""
        from analysis import pipeline

        edition = pipeline.check(self.project, self.asked.quarter, self.progress)
        quality, found = edition.prepared.quality, edition.findings()
        self.outcome.rows = [asdict(file) for file in quality.files] if quality else []
        self.outcome.plausibility = [finding.line for finding in found]
        self.log.write(*(f"对账：{line}" for line in (quality.lines() if quality else ())))
        self.log.write(*(f"合理性：{line}" for line in self.outcome.plausibility))
        return edition

    def last_run(self) -> Run:
        """Read the last run's notebooks, and note what it was made of; no record is read.

        A file's kept hash is trusted while its size, times and inode stay.
        """
        from analysis import publishing
        from analysis.imprint import open_imprint

        hashes = KeptHashes(self.project.cache)
        imprint = open_imprint(self.project, self.asked.quarter, hashes.of)
        made = publishing.last_run(imprint, hashes.of)
        hashes.keep()
        return made

    def found_in_text(self, lines: Iterable[str]) -> None:
        """Note what was found in the text, a sentence each."""
        self.outcome.text = [*lines]
        self.log.write(*(f"文字：{line}" for line in self.outcome.text))

    def say(self, line: str) -> None:
        """Tell a result: on standard output, unless that is for the JSON alone."""
        say(line, err=self.asked.as_json)

    def notice(self, lines: Iterable[str]) -> None:
        """Tell what is to be looked at."""
        notice(lines)

    @contextmanager
    def on_report(self) -> Iterator[None]:
        """Have the report's folder to oneself, or only mended where it is but read."""
        project, quarter = self.project, self.asked.quarter
        if self.asked.command in _READING:
            self.notice(mended(project, quarter))
            yield
            return
        with claimed(project, quarter) as told:
            self.notice(told)
            yield

    def _heard(self, step: Step) -> None:
        self.outcome.steps.append(step)
        state = "完成" if step.done else "未完成"
        self.log.write(f"{state}：{step.label}，{step.seconds:.2f} 秒")


@contextmanager
def at_work(asked: Asked, project: Project) -> Iterator[Work]:
    """Run a command's work; its log and, if asked for, its JSON are written however it ends."""
    work = Work(asked, project)
    begun = time.perf_counter()
    before = _files(work)
    work.log.write(f"开始：{asked}", *surroundings.lines(work.project.root))
    try:
        with work.on_report():
            yield work
    except BaseException as error:
        work.outcome.exit_code, work.outcome.error = _explained(error)
        raise
    finally:
        after = _files(work)
        work.outcome.files = sorted(name for name in after if after[name] != before.get(name))
        work.outcome.seconds = time.perf_counter() - begun
        _remember(work)
        _finish(work)


def _explained(error: BaseException) -> tuple[int, dict[str, str]]:
    """Return the exit code of an error and what may be said of it.

    Of an error that nobody foresaw only its kind and place: its text may quote a record.
    """
    kind = type(error).__name__
    if isinstance(error, BulletinError):
        return error.exit_code, {"kind": kind, "message": str(error)}
    if isinstance(error, KeyboardInterrupt):
        return _INTERRUPTED, {"kind": kind, "message": "已中断。"}
    if isinstance(error, OSError) and is_of_machine(error):
        return ExportError.exit_code, {"kind": kind, "message": reason(error)}
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " → ".join(f"{Path(f.filename).name} 第 {f.lineno} 行 {f.name}" for f in frames)
    return 1, {"kind": kind, "message": f"没有料到的错误 {kind}：{places}。"}


def _remember(work: Work) -> None:
    """Keep what was tried, for a scheduler; what only a later command can do counts not."""
    asked, outcome = work.asked, work.outcome
    if asked.command in _READING or (asked.command == "publish" and outcome.done is None):
        return
    texts = work.found.report.texts if outcome.texts is None else outcome.texts
    tried = Attempt(asked.command, followed(work.found), dict(texts), outcome.exit_code)
    keep(tried, work.project, asked.quarter)


def _finish(work: Work) -> None:
    outcome = work.outcome
    outcome.log = work.log.path
    work.log.write(*(f"写出：{name}" for name in outcome.files))
    if outcome.error:
        work.log.write(f"错误：{outcome.error['message']}")
    ended = "失败" if outcome.error else "成功"
    work.log.write(f"结束：{ended}，退出码 {outcome.exit_code}，共 {outcome.seconds:.2f} 秒")
    discard_old_logs(work.project.logs / str(work.asked.quarter))
    if work.asked.as_json:
        click.echo(printed(as_values(work.asked, work.project, outcome)))


def as_values(asked: Asked, project: Project, outcome: Outcome) -> dict[str, Any]:
    """Return what --json prints, with the keys that the manual documents."""
    hashes = KeptHashes(project.cache)
    state = standing(project, asked.quarter, hashes.of).state
    hashes.keep()
    steps = [{**asdict(step), "seconds": round(step.seconds, 3)} for step in outcome.steps]
    return {
        "command": asked.command,
        "quarter": str(asked.quarter),
        "done": outcome.done,
        "state": state.value,
        "exit_code": outcome.exit_code,
        "version": basis.versions()[basis.DISTRIBUTION],
        "error": outcome.error,
        "files": outcome.files,
        "rows": outcome.rows,
        "findings": {"plausibility": outcome.plausibility, "text": outcome.text},
        "steps": steps,
        "seconds": round(outcome.seconds, 3),
        "log": str(outcome.log.relative_to(project.root)) if outcome.log else None,
    }


def _files(work: Work) -> dict[str, tuple[int, int]]:
    """Return what lies in the report's folder, and what shows that it was written anew."""
    folder = work.project.report(work.asked.quarter)
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            state = path.stat()
            found[str(path.relative_to(work.project.root))] = (state.st_mtime_ns, state.st_ino)
    return found
