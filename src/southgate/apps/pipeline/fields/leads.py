"""What a lead consists of, said once: form, API and sentences read this list."""

from __future__ import annotations

from southgate.domain.leads import SOURCE_NAMES
from southgate.kernel.exchange.fields import Field, Kind

WHAT, MONEY, CONTACT, MARKS = "线索", "投资", "首谈", "说明"
SOURCES = tuple((source.value, name) for source, name in SOURCE_NAMES.items())
CURRENCY = "currency"

FIELDS: tuple[Field, ...] = (
    Field("name", "线索名称", Kind.TEXT, WHAT, required=True, longest=120, sample="精密减速器智能工厂",
          why="写要做的事，日后就是项目名称。"),
    Field("investor", "投资方", Kind.TEXT, WHAT, longest=120, sample="示例精密传动有限公司",
          why="按对方自己的叫法写。查重、查三类500强都用它。"),
    Field("source", "来源", Kind.CHOICE, WHAT, choices=SOURCES, sample="客商自来",
          why="看哪条路带来的线索最后成了项目。"),
    Field("industry", "行业", Kind.TEXT, WHAT, longest=100),
    Field("chain", "产业链", Kind.TEXT, WHAT, longest=100, why="归到一条链，就由这条链的责任单位来接。"),
    Field("source_region", "来源地", Kind.TEXT, WHAT, longest=100, sample="深圳"),
    Field("enterprise", "企业", Kind.ENTERPRISE, WHAT, longest=120, why="在本园区已有档案的，选出来就不用再填一遍。"),
    Field("park", "意向片区", Kind.PARK, WHAT, longest=100),
    Field("investment_planned", "计划投资", Kind.SUM, MONEY, unit="万元", currency=CURRENCY, sample="58000",
          why="大致的数也可以。达到规定数额的线索才有时限。"),
    Field("received_on", "收到日期", Kind.DAY, CONTACT, sample="2026-11-20", why="时限从收到这天起算，当天不计。"),
    Field("first_contact_on", "首谈日期", Kind.DAY, CONTACT, sample="2026-11-18",
          why="谁先谈的，看首谈日期和首谈单位；转给别处以后，首谈单位的功劳照算。"),
    Field("first_unit", "首谈单位", Kind.UNIT, CONTACT, longest=100, sample="招商一局"),
    Field("lead_unit", "责任单位", Kind.UNIT, CONTACT, longest=100, sample="招商一局"),
    Field("contact", "联系人和电话", Kind.WORDS, CONTACT, why="只给跟进的人看，加密保存。"),
    Field("major", "重大线索", Kind.FLAG, MARKS, why="重大而且要请外部专家的，研判时间可以长一些。"),
    Field("confidential", "保密", Kind.FLAG, MARKS, why="只有登记人和责任人看得到，不进任何合计。"),
    Field("note", "说明", Kind.WORDS, MARKS, why="对方要什么：用地、电、气、用工、时间。"),
    Field("rate_millionths", "折算汇率", Kind.COUNT, MONEY, in_grid=False, in_import=False, editable=False),
    Field("rate_on", "汇率日期", Kind.DAY, MONEY, in_grid=False, in_import=False, editable=False),
)  # fmt: skip
BY_NAME = {field.name: field for field in FIELDS}
BY_COLUMN = {field.column: field for field in FIELDS}
FIXED = frozenset({"confidential"})
"""What an edit never changes: secrecy ends by an entry of its own."""
