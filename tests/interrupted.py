"""Actions that are killed, or find the disk full, at every single step they take on the disk.

Run as a program: it imports what the action needs once and forks a child for every step. The
child finds a copy of a folder, begins, and is stopped before its n-th change to the disk; what
it left stays for the test to look at.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import ENOSPC
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
# What Python tells an audit hook before it changes the disk; a full disk refuses the first three.
GROWING = frozenset({"open", "os.mkdir", "os.rename"})
CHANGING = GROWING | {"os.remove", "os.rmdir"}
_PROGRAM = (sys.executable, "-m", "tests.interrupted")
# No action takes so many steps.
ENDLESS = 2000


def at_every_step(
    action: str, how: str, state: Path, left: Path, *, every: int = 1
) -> list[tuple[Path, str]]:
    """Run an action (module:function of a folder) on copies of the folder `state`.

    `how` is "kill" or "full". Returns by step (the first and every n-th from there) the folder
    that was left and what the action said; the last one was not stopped.
    """
    told = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [*_PROGRAM, action, how, str(state), str(left), str(every)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [(left / step, said) for step, said in json.loads(told.stdout).items()]


@contextmanager
def killer(action: str, folder: Path) -> Iterator[Callable[[float], bool]]:
    """Yield a function that acts on the folder and kills it after so many seconds.

    It returns whether the action had ended before.
    """
    with subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
        [*_PROGRAM, action, "after", str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        yield partial(_asked, program)
        program.communicate()


def _asked(program: subprocess.Popen[str], seconds: float) -> bool:
    assert program.stdin
    assert program.stdout
    program.stdin.write(f"{seconds}\n")
    program.stdin.flush()
    return program.stdout.readline() == "ended\n"


def main(action: str, how: str, *arguments: str) -> None:
    module, function = action.split(":")
    act: Callable[[Path], object] = getattr(import_module(module), function)
    if how == "after":
        _kill_when_told(act, Path(*arguments))
    else:
        _stop_at_steps(act, how, *arguments)


def _kill_when_told(act: Callable[[Path], object], folder: Path) -> None:
    """Read seconds line by line; act in a child, kill it then, and say whether it had ended."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            act(folder)
            os._exit(0)
        begun, ended = time.monotonic(), 0
        while not ended and time.monotonic() - begun < float(line):
            time.sleep(0.002)
            ended, _ = os.waitpid(child, os.WNOHANG)
        if not ended:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        sys.stdout.write("ended\n" if ended else "killed\n")
        sys.stdout.flush()


def _stop_at_steps(
    act: Callable[[Path], object], how: str, state: str, left: str, every: str
) -> None:
    said = {}
    for step in range(1, ENDLESS, int(every)):
        folder = Path(left) / str(step)
        shutil.copytree(state, folder)
        child = os.fork()
        if not child:
            _stopped(act, how, step, folder)
        _, status = os.waitpid(child, 0)
        message = folder.with_suffix(".said")
        said[str(step)] = message.read_text("utf-8") if message.exists() else ""
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
            break
    sys.stdout.write(json.dumps(said))


def _stopped(act: Callable[[Path], object], how: str, step: int, folder: Path) -> None:
    """Act in this forked child, and end it: 0 where no step was left to stop it at."""
    steps = Steps(how, step)
    try:
        act(folder)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the test is told
        steps.stop_at = ENDLESS
        folder.with_suffix(".said").write_text(f"{type(error).__name__}: {error}", "utf-8")
    os._exit(int(steps.taken >= steps.stop_at or steps.stop_at == ENDLESS))


class Steps:
    """Counts changes to the disk; from the chosen one on, kills or refuses them."""

    def __init__(self, how: str, stop_at: int) -> None:
        self.how, self.stop_at, self.taken = how, stop_at, 0
        sync = os.fsync

        def fsync(opened: int) -> None:
            self.take(grows=True)
            sync(opened)

        os.fsync = fsync
        sys.addaudithook(self.on_event)

    def on_event(self, event: str, details: tuple[Any, ...]) -> None:
        if event in CHANGING and (event != "open" or (details[2] or 0) & WRITING):
            self.take(grows=event in GROWING)

    def take(self, *, grows: bool) -> None:
        self.taken += 1
        if self.taken < self.stop_at:
            return
        if self.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif grows:
            raise OSError(ENOSPC, "No space left on device")


if __name__ == "__main__":
    main(*sys.argv[1:])
