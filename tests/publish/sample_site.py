"""Published quarters typed in by hand, in a folder of their own, and the list of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from analysis.publish.site.index import INDEX, write_index

# Quarter -> 评价总数, 主动评价率, 大厅主动电子评价率 with their changes; None: nothing was kept.
# 2023Q3 was never published.
QUARTERS: dict[str, tuple[tuple[str, str], ...] | None] = {
    "2025Q1": (("105.97万件", "+4.68%"), ("96.43", "+0.82个百分点"), ("97.61", "+0.27个百分点")),
    "2024Q4": (("101.23万件", "−1.20%"), ("95.61", "−0.39个百分点"), ("97.34", "+0.10个百分点")),
    "2024Q3": (("102.46万件", "+0.46%"), ("96.00", "+1.50个百分点"), ("97.24", "−0.06个百分点")),
    "2024Q2": (("101.99万件", "+2.00%"), ("94.50", "+0.50个百分点"), ("97.30", "")),
    "2024Q1": None,
    "2023Q4": (("98.10万件", ""), ("93.20", ""), ("96.90", "")),
    "2023Q2": (("97.00万件", "+1.00%"), ("92.80", "+0.30个百分点"), ("96.10", "+0.20个百分点")),
    "2023Q1": (("96.04万件", "+0.90%"), ("92.50", "+0.10个百分点"), ("95.90", "−0.20个百分点")),
    "2022Q4": (("95.18万件", ""), ("92.40", ""), ("96.10", "")),
}


def sample_site(folder: Path, quarters: int = len(QUARTERS)) -> Path:
    """Lay down the newest quarters as if they were published; return the list of them."""
    for code in list(QUARTERS)[:quarters]:
        publish(folder, code)
    assert write_index(folder, folder / ".cache") == ()
    return folder / INDEX


def publish(folder: Path, code: str, **changed: Any) -> Path:
    """Lay down one quarter, its entry with these values; return its folder."""
    report = folder / code
    report.mkdir(parents=True)
    for name in ("bulletin.html", "bulletin.pdf"):
        (report / name).write_text("通报", "utf-8")
    figures = QUARTERS.get(code)
    listed = {} if figures is None else {"listed": {**entry(code, figures), **changed}}
    write_manifest(report, {"quarter": code, **listed})
    return report


def write_manifest(report: Path, content: object) -> None:
    (report / "manifest.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def entry(code: str, figures: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Return what publication keeps of a quarter."""
    total, active, hall = figures
    return {
        "title": "厦门市政务服务工作通报",
        "issuer": "厦门市政务服务中心",
        "published_on": f"{code[:4]}年{3 * int(code[-1]) + 1}月15日" if code[-1] < "4" else "",
        "notice": "上季度数据为重构，仅供演示。" if code == "2025Q1" else "",
        "figures": [
            figure("total", "评价总数", *total),
            figure("active_rate", "主动评价率", *active),
            figure("hall_rate", "大厅主动电子评价率", *hall),
        ],
    }


def figure(key: str, label: str, value: str, change: str) -> dict[str, Any]:
    """Return a key figure as it is kept; a value without a classifier is a share."""
    share = not value.endswith("件")
    return {
        "key": key,
        "label": label,
        "value": f"{value}%" if share else value,
        "change": f"较上季度{change}" if change else "",
        "percent": value if share else None,
    }
