"""An invented city: its regions, units, items and channels, and its units.yaml."""

from __future__ import annotations

# What contestants know beforehand stands here as plain values: some run without the project.
QUARTER = "2025Q1"
START, END = "2025-01-01", "2025-04-01"
DAYS = 90

HOME = "临江市直"
REGIONS = (HOME, "东湖区", "西岭区", "南浦区", "北桥区", "青屏区", "云溪区")
# 64 departments of the city and 10 of each district: 124 units, the busiest first.
_FIELDS = (
    *("民政", "财政", "教育", "公安", "司法", "水务", "税务", "交通"),
    *("商务", "审计", "统计", "气象", "医保", "体育", "档案", "住建"),
)
_BODIES = ("局", "中心", "管理处", "服务站")
_DISTRICT_FIELDS = 10
UNITS_BY_REGION = {
    HOME: tuple(f"临江市{field}{body}" for body in _BODIES for field in _FIELDS),
    **{
        region: tuple(f"{region}{field}局" for field in _FIELDS[:_DISTRICT_FIELDS])
        for region in REGIONS[1:]
    },
}
UNITS = tuple(unit for units in UNITS_BY_REGION.values() for unit in units)
REGION_OF_UNIT = tuple(
    place for place, region in enumerate(REGIONS) for _ in UNITS_BY_REGION[region]
)

_MATTERS = (
    *("企业", "个体工商户", "社会组织", "医疗机构", "食品经营", "道路运输"),
    *("不动产", "养老保险", "公共场所卫生", "特种设备", "林木采伐", "取水"),
)
_ACTS = (
    *("设立登记", "变更登记", "注销登记", "许可证核发", "许可证延续", "许可证补发", "备案"),
    *("年度报告", "资格确认", "待遇申领", "信息查询", "转移接续", "证明开具", "费用减免"),
    *("等级评定", "现场核查", "验收", "委托代办", "异议处理", "预约办理"),
)
ITEMS = tuple(f"{matter}{act}" for act in _ACTS for matter in _MATTERS)
ITEMS_OF_UNIT = 4
CHANNELS = ("窗口评价器", "现场二维码", "自助服务终端", "网上办事大厅", "手机应用", "短信", "热线")
# Best first; the last three are the low ratings, each of which is listed.
LEVEL_WORDS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
LOW_WORDS = LEVEL_WORDS[2:]
ACTIVE = ("否", "是")
COMMENTS = ("等候时间太长，窗口只开了一个。", "材料要求前后不一致。", "态度一般", "系统总是打不开")

HEADERS = {
    "evaluation_id": "评价编号",
    "case_id": "办件编号",
    "region": "区域",
    "unit": "单位",
    "item": "事项名称",
    "channel": "评价渠道",
    "level": "满意度",
    "active": "主动评价",
    "evaluated_at": "评价时间",
    "comment": "评价内容",
}
TIME, COMMENT = HEADERS["evaluated_at"], HEADERS["comment"]
# Columns with few different words, and those whose words are all declared.
WORDS = tuple(HEADERS[name] for name in ("region", "unit", "item", "channel", "level", "active"))
KNOWN = {"region": REGIONS, "unit": UNITS, "level": LEVEL_WORDS, "active": ACTIVE}
# What the cube and the checks need of every record; a case is only named with a low rating.
NEEDED = tuple(header for name, header in HEADERS.items() if name not in {"case_id", "comment"})


def units_yaml() -> str:
    """Return the city's units.yaml."""
    listed = [f"  {region}: [{', '.join(units)}]" for region, units in UNITS_BY_REGION.items()]
    return "\n".join([f"regions: [{', '.join(REGIONS)}]", "units:", *listed, ""])
