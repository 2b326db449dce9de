"""An analyst at random: edits to sentences and cells, as JupyterLab saves them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from nbformat import NotebookNode

from analysis.commentary.sentences import Sentence, sentences, written
from tests.commentary import jupyterlab

OWN_WORDS = ("群众普遍满意", "窗口服务平稳有序", "另据抽查情况", "同比继续向好")


@dataclass
class Analyst:
    """Edits a notebook at random; every sentence of their own is another one."""

    random: Random
    words: int = 0
    # Draft as it stood -> what was made of it, and what was deleted.
    edited: list[tuple[str, str]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)

    def own(self) -> str:
        self.words += 1
        return f"自编{self.words}号{self.random.choice(OWN_WORDS)}"

    def work_on(self, notebook: NotebookNode, *, cells: bool) -> None:
        """Edit some sentences and, if `cells`, split, merge, move, paste and delete cells."""
        self.edited, self.deleted = [], []
        for _ in range(self.random.randrange(5)):
            self._edit_text(notebook)
        for _ in range(self.random.randrange(3) if cells else 0):
            self._edit_cells(notebook)

    def _edit_text(self, notebook: NotebookNode) -> None:
        texts = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
        if not texts:
            return
        cell = self.random.choice(texts)
        found, tail = sentences(cell.source)
        places = [n for n, sentence in enumerate(found) if "〔待核" not in sentence.text]
        if places:
            found = self._edit_sentences(found, self.random.choice(places), places)
            cell.source = written(found) + tail
        elif not found:
            cell.source = f"{self.own()}。"

    def _edit_sentences(self, found: list[Sentence], at: int, places: list[int]) -> list[Sentence]:
        act = self.random.randrange(2 if found[at].whole else 7)
        here = found[at]
        if act <= 1:
            text = here.text + self.own() if here.whole else self._reworded(here.text)
            self.edited.append((here.text, text))
            found[at] = replace(here, text=text)
        elif act == 2:
            found.insert(at + 1, Sentence(f"{self.own()}。"))
        elif act == 3:
            self.deleted.append(found.pop(at).text)
        elif act == 4:
            moved = replace(found.pop(at), opens=False, gap="")
            found.insert(self.random.choice(places), moved)
        elif act == 5:
            found[at] = replace(here, gap="\n\n")
        elif at + 1 in places:
            text = f"{here.text.rstrip('。；')}，{self.own()}{found[at + 1].text}"
            found[at : at + 2] = [replace(here, text=text)]
        return [replace(s, opens=n == 0) for n, s in enumerate(found)]

    def _reworded(self, text: str) -> str:
        end = text[-1] if text[-1] in "。；" else ""
        body = text.removesuffix(end) if end else text
        half = len(body) // 2
        return self.random.choice(
            [
                f"{body}，{self.own()}{end}",
                f"{self.own()}，{text}",
                f"{body[:half]}{self.own()}{body[half:]}{end}",
                f"{body}{self.own()}。{self.own()}。",
                f"{self.own()}。",
            ]
        )

    def _edit_cells(self, notebook: NotebookNode) -> None:
        texts = [n for n, cell in enumerate(notebook.cells) if cell.cell_type == "markdown"]
        if not texts:
            return
        at, target = self.random.choice(texts), self.random.randrange(len(notebook.cells))
        match self.random.randrange(8):
            case 0:
                jupyterlab.split_cell(notebook, at, self._sentence_end(notebook.cells[at].source))
            case 1 if at + 1 in texts:
                jupyterlab.merge_below(notebook, at, active=self.random.randrange(2))
            case 2:
                jupyterlab.move_cell(notebook, at, target)
            case 3:
                jupyterlab.cut_and_paste(notebook, at, target)
            case 4:
                jupyterlab.insert_markdown(notebook, target, f"{self.own()}。{self.own()}。")
            case 5:
                jupyterlab.paste_copy(notebook, at, target)
            case 6:
                jupyterlab.delete_cell(notebook, at)

    def _sentence_end(self, text: str) -> int:
        found, _ = sentences(text)
        taken = found[: self.random.randrange(len(found) + 1)]
        return sum(len(s.gap) + len(s.text) for s in taken)
