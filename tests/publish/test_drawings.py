from __future__ import annotations

import pytest

from analysis.errors import ExportError
from analysis.publish.drawings import require_still

STILL = [
    '<path d="M0 0"/><use xlink:href="#glyph1" style="fill: url(#p)"/>',
    '<image href="data:image/png;base64,AAAA"/><g clip-path="url( \'#c\' )"/>',
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
]
ACTIVE = [
    "<script>alert(1)</script>",
    "<svg:script/>",
    "<SCRIPT >",
    '<g onload="alert(1)"/>',
    "<g\nonclick = 'a'/>",
    '<foreignObject><iframe src="//x"/></foreignObject>',
    '<a href="#x"/>',
    '<image xlink:href="http://x.invalid/a.png"/>',
    "<image href=' //x.invalid/a.png'/>",
    '<use href="other.svg#part"/>',
    '<image href="data:image/svg+xml,..."/>',
    '<image href="data:text/html,..."/>',
    "<style>@import 'x.css';</style>",
    '<g style="fill: url(http://x.invalid/p)"/>',
    "<g style=\"fill: url( 'file:///etc/passwd' )\"/>",
    '<animate attributeName="href"/>',
    '<set attributeName="onload"/>',
    '<!DOCTYPE svg [<!ENTITY a "aaaa">]>',
]


@pytest.mark.parametrize("svg", STILL)
def test_shapes_may_be_drawn(svg: str) -> None:
    require_still(svg, "图")


@pytest.mark.parametrize("svg", ACTIVE)
def test_what_could_act_or_ask_for_anything_is_refused(svg: str) -> None:
    message = "图“各区满意度”含有脚本、嵌入的网页、动画或外部链接，不予发布。请改为只画图形。"
    with pytest.raises(ExportError) as stop:
        require_still(svg, "各区满意度")
    assert str(stop.value) == message
