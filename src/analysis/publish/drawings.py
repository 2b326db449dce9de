"""What a drawing may hold: shapes. A chart that brings more with it is not published."""

from __future__ import annotations

import re

from analysis.errors import ExportError

# Scripts, pages within the drawing, handlers, what moves, entities, and links to anything but the
# drawing's own parts or a picture carried in it.
_ACTIVE = re.compile(
    r"<(?:[a-z]+:)?(?:script|foreignObject|iframe|a|set|animate[a-z]*|handler)\b"
    r"|\son[a-z]+\s*="
    r"|href\s*=\s*[\"']?(?!\s*[\"']?(?:#|data:image/(?:png|jpeg);))"
    r"|url\(\s*[\"']?(?!\s*[\"']?#)"
    r"|@import|<!ENTITY",
    re.IGNORECASE,
)


def require_still(svg: str, name: str) -> None:
    """Refuse an SVG that could act or ask for anything (ExportError names the chart)."""
    if _ACTIVE.search(svg):
        raise ExportError(
            f"图“{name}”含有脚本、嵌入的网页、动画或外部链接，不予发布。请改为只画图形。"
        )
