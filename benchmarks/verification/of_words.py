"""Slips in words of change: the opposite direction, another step."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.commentary.verify import Passage
from benchmarks.verification.corpus import Case
from benchmarks.verification.mutation import Mutation, changed

_OPPOSITES = {
    **dict.fromkeys(("提升", "提高", "上升", "增长", "持平"), "下降"),
    "增加": "减少",
    "回升": "回落",
    "下降": "提升",
    "减少": "增加",
    "降至": "升至",
    "升至": "降至",
    "低于全": "高于全",
    "多": "少",
    "少": "多",
    "高": "低",
    "低": "高",
    "最高": "最低",
    "最低": "最高",
    "达到": "未达到",
    "未达到": "达到",
}
_WORDS = re.compile(
    r"提升|提高|上升|增加|增长|回升|下降|减少|降至|升至|(?<!基本)持平(?!稳)|未达到|低于全|最高|最低"
    r"|(?<![未有])达到(?=[0-9]+%的要求|[0-9]+%。)|(?<![最达])[多少高低](?=[0-9])"
)
# A wish, a plan, a title or what is said of some claims nothing that could be wrong.
_NO_CLAIM = re.compile(
    r"《[^》]*》|继续提升|提高政务|提高评价|进一步增加|减少差评|势头|要把[^，]*|是提高主动评价率"
    r"|(?:力争|确保|将持续|切实)[^。，]*|积极性[^。]*|提升(?:空间|方案)|个别[^，。]*"
)


def of_words(passage: Passage, case: Case) -> Iterator[Mutation]:
    """Yield every slip in the words of change of a passage."""
    idle = {p for match in _NO_CLAIM.finditer(passage.text) for p in range(*match.span())}
    for match in _WORDS.finditer(passage.text):
        if match.start() not in idle:
            found = (match.start(), match[0])
            yield changed(passage, "opposite direction", found, _OPPOSITES[match[0]])
    steps = [step.word for step in case.params.change_words.steps if step.directed]
    for match in re.finditer(rf"({'|'.join(steps)})(?=提升|下降|上升|提高)", passage.text):
        if match.start() not in idle and _of_a_share(passage.text, match.start()):
            for other in (step for step in steps if step != match[0]):
                yield changed(passage, "other step", (match.start(), match[0]), other)
    for match in re.finditer("基本持平", passage.text):
        for other in (f"{steps[0]}提升", f"{steps[-1]}下降"):
            yield changed(passage, "other step", (match.start(), match[0]), other)


def _of_a_share(text: str, place: int) -> bool:
    """Tell whether a word is said of a share: params set steps for no other."""
    sentence = text[text.rfind("。", 0, place) + 1 : place]
    return bool(re.search("率|占比", sentence)) and "数量" not in sentence
