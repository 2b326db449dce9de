"""`python -m benchmarks.verification`: what is caught, what is missed, and the false alarms.

python -m benchmarks.verification            tables
python -m benchmarks.verification --missed   and every slip that was missed
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence

from analysis.commentary.verify import verify
from benchmarks.verification.corpus import Case, cases
from benchmarks.verification.measure import Trial, alarms, score, table, trials

# Rounds of `verify` on the edition; the fastest counts, for the machine is shared.
_ROUNDS = 5


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    missed = parser().parse_args(arguments).missed
    every = cases()
    print("| true text | passages | false alarms |\n| --- | --- | --- |")
    for case in every:
        print(f"| {case.name} | {len(case.prose)} | {len(alarms(case))} |")
    print(f"\nThe edition's whole prose: {_seconds(every[0]):.3f} s\n")
    made = _by_part(every)
    print(table({**made, "all": [trial for found in made.values() for trial in found]}))
    whole = score(trial for found in made.values() for trial in found)
    print(f"\nOf {whole.every} slips {whole.caught} caught, {whole.named} at the very place.")
    for trial in (trial for found in made.values() for trial in found if missed):
        if not trial.caught:
            print(f"{trial.mutation.kind}: {trial.mutation.passage.text}")


def parser() -> argparse.ArgumentParser:
    """Return the arguments of this script."""
    made = argparse.ArgumentParser(description="What the verification of the prose catches.")
    made.add_argument("--missed", action="store_true", help="print every slip that was missed")
    return made


def _by_part(every: Sequence[Case]) -> dict[str, list[Trial]]:
    """Return the trials by what their texts are: edition and drafts, and each kind of sentences."""
    made: dict[str, list[Trial]] = {}
    for case in every:
        made.setdefault(case.part, []).extend(trials(case))
    return made


def _seconds(case: Case) -> float:
    taken = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        verify(case.prose, case.facts, case.params, case.roster)
        taken.append(time.perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    main()
