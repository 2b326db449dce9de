"""Numbers in prose that measure nothing: list numbers, documents, hotlines, dates, set phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN = "一二两三四五六七八九十"
# What a number may be and measure nothing. The order does not matter: all are left alone.
_KINDS = (
    r"《[^》]*》",
    # List numbers: 一、 （一） 1. ①, at the beginning of a sentence or after a colon.
    rf"^(?:（(?:[{_HAN}]+|[0-9]+)）|[{_HAN}]+、|[0-9]{{1,2}}(?:[.．、](?![0-9])|）)|第[{_HAN}]+(?=，))",
    r"[①-⑳⑴-⒇]",
    r"(?<![0-9.．])[0-9]{1,2}[.．](?=[\u4e00-\u9fff])",
    # References: 图1, 附件2, 第3期, 第五条.
    r"(?:附[件表图]|(?<![\u4e00-\u9fff])[图表注]|(?<=[见如及])[图表])[0-9]+(?:[-－][0-9]+)?",
    rf"第[0-9{_HAN}百]+(?:章|节|条|款|项|期|号|页|版|批|阶段|步|轮|届|次会议)",
    # Documents and standards: 国办发〔2019〕51号, GB/T 39046-2020, GB/T 39735—2020.
    r"[〔\[（【]?(?:19|20)[0-9]{2}[〕\]）】]\s*第?[0-9]+号",
    r"[A-Za-z][A-Za-z/]*\s?[-0-9.]*[0-9](?:[—–－](?:19|20)[0-9]{2}(?![0-9.%]))?",
    # Telephone numbers: 12345热线, 电话0592-7703000.
    r"[0-9]{3,}(?:政务|便民|服务|市民|公共|政府)*(?:热线|平台|专线|电话)",
    r"(?:热线|电话|专线)(?:号码)?[：为是]?(?:[0-9]{5}|[0-9]{3,4}-[0-9]{7,8}|[0-9]{8,})(?![0-9件次个])",
    # Years that begin no date of a quarter: 2025年, 2019年以来, 二〇二五年.
    r"[二一][零〇一二三四五六七八九]{3}年",
    # Names of campaigns: “百日攻坚”, “1+6+N”. A figure with a unit of measure is none.
    r"“(?![^”]*[0-9][件次面封家名人个])[^”%％万亿]{1,12}”(?!率)",
    r"7[×xX*]24小时|24小时|365天|5[+＋]2|(?:十[一二三四五六]五)(?=规划|时期|期间)",
    r"二十[大届]|[一二三四五六七]中全会|千家万户|千方百计",
    r"每(?:[万百千]|[0-9]+(?=[件次人个项]))|第一时间|第一线|第一[手责]",
)
_PHRASES = re.compile("|".join(_KINDS))

# Words that hold a label's characters and are not that label.
_NO_LABELS = re.compile(
    r"好差评|满意度|(?<!非常)满意率|不满意的?(?=原因|之处|情形)|不满意率|评价[人员等器]"
)


def unmeasured(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans in which no figure measures anything."""
    for match in _PHRASES.finditer(text):
        yield match.span()


def without_labels(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans in which no measure is named, though its characters stand there."""
    for match in _NO_LABELS.finditer(text):
        yield match.span()
