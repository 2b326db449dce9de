"""Files read by what the params of a quarter declare of them, written as an analyst writes it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.errors import BulletinError
from analysis.inputs.columns import KINDS
from analysis.inputs.delivered import Inputs
from analysis.inputs.kept_evaluations import Evaluations
from analysis.params.loading import load_params
from analysis.params.source_checks import require_usable
from tests.inputs.exports import QUARTER, ROSTER
from tests.inputs.readers.workbooks import Rows, write_workbook
from tests.inputs.reading import evaluations_of

DEFAULTS = """best_code: {best_code}
time_zone: Asia/Shanghai
max_rejected_percent: 100
sources: []
"""
Content = str | bytes | Mapping[str, Rows]
Files = Mapping[str, Content]


def read(
    files: Files, sources: str = "", best_code: int | None = None
) -> Evaluations | BulletinError:
    """Read files by the params of a quarter, `sources` being the text of the list."""
    with TemporaryDirectory() as place:
        data, params = Path(place, "data"), Path(place, "params")
        data.mkdir()
        params.mkdir()
        best = "null" if best_code is None else str(best_code)
        (params / "defaults.yaml").write_text(DEFAULTS.format(best_code=best), "utf-8")
        stated = f"sources:\n{sources}" if sources else ""
        (params / f"{QUARTER}.yaml").write_text(f"quarter: {QUARTER}\n{stated}", "utf-8")
        for name, content in files.items():
            _write(data / name, content)
        try:
            reading = load_params(params, QUARTER).reading
            headers = (h for columns in KINDS.values() for c in columns for h in c.headers)
            require_usable(reading.sources, headers, ROSTER)
            inputs = Inputs(data, QUARTER, ROSTER, reading, ("evaluations",))
            return evaluations_of(inputs, Path(place))
        except BulletinError as stopped:
            return stopped


def _write(path: Path, content: Content) -> None:
    if isinstance(content, Mapping):
        write_workbook(path, content)
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
