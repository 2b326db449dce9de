"""Two small editions of one quarter's report, and the actions on them that are interrupted."""

from pathlib import Path

from analysis.delivery import Delivery, claim, deliver

NAME = "2026Q3"
NOTEBOOK = "notebooks/1_awards.ipynb"
OLD = {
    "notebooks/1_awards.ipynb": b"old awards",
    "notebooks/2_evaluations.ipynb": b"old evaluations",
    "tables/gone.csv": b"old table",
    "tables/stays.csv": b"same",
    "draft.html": b"old draft",
    "facts.json": b"old facts",
    "bulletin.html": b"old html",
    "bulletin.pdf": b"old pdf",
}
NEW = {
    "bulletin.html": b"new html",
    "bulletin.pdf": b"new pdf",
    "facts.json": b"new facts",
    "earlier/1_awards-1.ipynb": b"old awards",
    "notebooks/1_awards.ipynb": b"new awards",
    "notebooks/2_evaluations.ipynb": b"new evaluations",
    "tables/new.csv": b"new table",
    "tables/stays.csv": b"same",
}
EDITED = {name: content for name, content in OLD.items() if name.startswith("notebooks/")}
DELIVERY = Delivery(NEW, owned=("tables",), removed=("draft.html",), edited=EDITED)


def old_edition(reports: Path) -> Path:
    """Put the old edition below a folder; return the report's folder."""
    for name, content in OLD.items():
        path = reports / NAME / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return reports / NAME


def files(report: Path) -> dict[str, bytes]:
    return {
        path.relative_to(report).as_posix(): path.read_bytes()
        for path in report.rglob("*")
        if path.is_file()
    }


def hidden(reports: Path) -> set[str]:
    """Return what lies beside the report, but for the file that is locked."""
    return {path.name for path in reports.iterdir()} - {NAME, f".{NAME}.lock"}


def put_new(reports: Path) -> None:
    deliver(reports / NAME, DELIVERY)


def put_first(reports: Path) -> None:
    deliver(reports / NAME, Delivery(NEW))


def mend(reports: Path) -> None:
    with claim(reports / NAME):
        pass
