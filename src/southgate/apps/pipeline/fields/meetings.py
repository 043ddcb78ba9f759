"""The words of visits, events and introducers: kinds, states and terms (msgids), by the key that rows hold."""

from __future__ import annotations

from collections.abc import Mapping

EVENT_KIND_NAMES: Mapping[str, str] = {
    "fair": "招商会",
    "signing": "集中签约",
    "start": "集中开工",
    "roadshow": "路演",
}
EVENT_STATE_NAMES: Mapping[str, str] = {"planned": "筹备中", "held": "已举办", "cancelled": "取消"}
EVENT_FIELDS: Mapping[str, str] = {
    "kind": "类型",
    "name": "名称",
    "held_on": "日期",
    "to_on": "结束日期",
    "place": "地点",
    "organiser_id": "组织单位",
}
PART_NAMES: Mapping[str, str] = {"signing": "现场签约", "start": "现场开工", "presented": "推介洽谈"}
VISIT_KIND_NAMES: Mapping[str, str] = {"went": "外出走访", "received": "接待来访", "call": "电话或视频"}
FINDING_NAMES: Mapping[str, str] = {
    "interest": "意向",
    "term": "条件",
    "need": "需求",
    "obstacle": "障碍",
    "document": "材料",
    "risk": "风险",
}
FINDING_SAMPLES: Mapping[str, str] = {
    "interest": "想扩产、想看地",
    "term": "谈定的价格、期限、面积",
    "need": "要供电 2 万千伏安",
    "obstacle": "环评卡在总量",
    "document": "交了商业计划书",
    "risk": "资金链、重复签约",
}
FOLLOW_NAMES: Mapping[str, str] = {"open": "待办", "done": "已办", "dropped": "不再办"}
INTRODUCER_KIND_NAMES: Mapping[str, str] = {"organisation": "机构", "person": "个人"}
BARRED_NAMES: Mapping[str, str] = {
    "public_servant": "公职人员",
    "soe_staff": "国有企业人员",
    "insider": "投资方、合作方或本园区的人",
}
"""Who may not be an introducer (Sanming 揭榜挂帅: public servants and SOE staff; Xuanzhou: investors and partners)."""
