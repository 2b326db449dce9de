"""What is interrupted in the tests of whole projects: each a function of the project's folder."""

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import nbformat

from analysis import outputs, pipeline, publishing
from analysis.edition import open_edition
from analysis.project import Project
from analysis.publish.site import page as site
from analysis.report_files import BULLETIN
from tests.projects import bulletin

QUARTER = "2026Q3"
# In a project's folder: notebooks as kernels ran them, and pages, made once for its data:
# drawing and typesetting them touches no disk and takes most of the time.
MADE = "made"
PAGES = BULLETIN


def read_inputs(root: Path) -> None:
    open_edition(QUARTER, Project(root))


def build_made(root: Path) -> None:
    """Build with notebooks and pages as they were once made: all that touches the disk is real."""
    made = root / MADE
    pipeline.execute = lambda *_: [
        nbformat.read(path, as_version=4) for path in sorted(made.glob("*.ipynb"))
    ]
    publishing.publication = lambda *_: {name: (made / name).read_bytes() for name in PAGES}
    site.site_page = str
    # The data swing without end, and each swing would be an edition with a reason of its own.
    outputs.published = lambda _: []
    with redirect_stderr(StringIO()) as told, redirect_stdout(StringIO()):
        code = bulletin("build", QUARTER, "-C", str(root), "-q")
    if code:
        raise RuntimeError(f"{code} {told.getvalue()}")
