"""What a project consists of, said once: grid, form, template, import, export and API read this list."""

from __future__ import annotations

from southgate.domain.projects import NATURE_NAMES, STAGE_NAMES, STATUS_NAMES
from southgate.kernel.exchange.fields import Field, Kind

WHAT, PROGRESS, MONEY, AIM, NAMES, MARKS = "项目", "进度", "投资与资金", "达产预期", "三个名字", "说明"
STAGES = tuple((stage.value, name) for stage, name in STAGE_NAMES.items())
STATUSES = tuple((status.value, name) for status, name in STATUS_NAMES.items())
NATURES = tuple((nature.value, name) for nature, name in NATURE_NAMES.items())
CURRENCY = "currency"


def _day(name: str, label: str, grain: str, *, why: str = "", titles: tuple[str, ...] = ()) -> Field:
    return Field(
        name, label, Kind.DAY, PROGRESS, grain=grain, why=why, canonical=name, sample="2026-03-15", titles=titles
    )


FIELDS: tuple[Field, ...] = (
    Field("name", "项目名称", Kind.TEXT, WHAT, canonical="project_name", required=True, longest=120,
          sample="精密减速器智能工厂", why="写项目自己的名称，不写企业全称；一期、二期分开写。"),
    Field("code", "项目编号", Kind.TEXT, WHAT, longest=40, editable=False, sample="SL-2026-0117",
          why="留空由系统编号：园区、年份、流水号。"),
    Field("enterprise", "企业", Kind.ENTERPRISE, WHAT, canonical="enterprise", longest=120,
          sample="示例精密传动有限公司", why="投资的企业。公共工程没有企业，填资金来源。"),
    Field("credit_code", "统一社会信用代码", Kind.CODE, WHAT, canonical="credit_code", in_grid=False, editable=False,
          describes="enterprise", sample="91990001MA0R61Q37X"),
    Field("park", "片区", Kind.PARK, WHAT, canonical="park", longest=100, sample="北片区"),
    Field("industry", "行业", Kind.TEXT, WHAT, canonical="industry", longest=100),
    Field("chain", "产业链", Kind.TEXT, WHAT, longest=100, canonical="chain"),
    Field("nature", "项目类别", Kind.CHOICE, WHAT, choices=NATURES, sample="房地产",
          why="哪些类别不计入签约数，由规则包说。"),
    Field("product", "主要产品", Kind.TEXT, WHAT, longest=200, sample="精密减速器"),
    Field("site_address", "建设地址", Kind.TEXT, WHAT, longest=200, titles=("项目地址", "建设地点", "选址"),
          sample="北片区兴业路 8 号"),
    Field("contractor", "施工单位", Kind.TEXT, WHAT, longest=120, titles=("总包单位", "施工总包")),
    Field("source_region", "来源地", Kind.TEXT, WHAT, longest=100, canonical="source_region",
          why="投资方从哪里来，用于看招商方向。"),
    Field("stage", "阶段", Kind.CHOICE, PROGRESS, canonical="stage", choices=STAGES, sample="在建"),
    Field("status", "状态", Kind.CHOICE, PROGRESS, canonical="status", choices=STATUSES, sample="正常"),
    _day("talk_on", "首次洽谈", "talk_grain", why="首谈日期定谁先谈的，也从这天起算跟进时限。"),
    _day("signed_on", "签约日期", "signed_grain"),
    _day("landed_on", "落地日期", "landed_grain"),
    _day("start_on", "开工日期", "start_grain", why="以正式打桩为准，平整场地不算。"),
    _day("building_on", "在建日期", "building_grain"),
    _day("produced_on", "投产日期", "produced_grain", titles=("实际投产日期", "实际投产时间")),
    _day("full_output_on", "达产日期", "full_output_grain"),
    _day("production_promised_on", "承诺投产", "production_promised_grain",
         why="企业承诺的投产日期，倒排从这一天往回算。"),
    Field("progress_millionths", "形象进度", Kind.SHARE, PROGRESS, unit="%", canonical="progress_percent",
          sample="45%"),
    Field("investment_planned", "计划投资", Kind.SUM, MONEY, unit="万元", canonical="investment_planned",
          currency=CURRENCY, sample="58000", why="合同约定的总投资。固定资产、流动资金、用地三项合计等于它。"),
    Field("investment_fixed", "固定资产", Kind.SUM, MONEY, unit="万元", currency=CURRENCY, sample="42000",
          titles=("固定资产投资", "固投", "其中：固投", "其中：固定资产投资")),
    Field("investment_working", "流动资金", Kind.SUM, MONEY, unit="万元", currency=CURRENCY, sample="11000"),
    Field("investment_land", "用地投资", Kind.SUM, MONEY, unit="万元", currency=CURRENCY, sample="5000",
          titles=("计划投资/用地", "总投资/用地", "土地投资")),
    Field("money_in_place", "到位资金", Kind.SUM, MONEY, unit="万元", canonical="money_in_place", sample="17500",
          why="单位自己台账上的数。凭证录入以后只按凭证计。"),
    Field("output_expected", "预计年产值", Kind.SUM, AIM, unit="万元", titles=("年产值", "达产年产值")),
    Field("tax_expected", "预计年税收", Kind.SUM, AIM, unit="万元", titles=("年税收", "达产年税收")),
    Field("jobs_expected", "带动就业", Kind.COUNT, AIM, unit="人", canonical="jobs", sample="320"),
    Field("land_thousandths", "用地面积", Kind.AREA, AIM, unit="亩", canonical="land_mu", sample="126.9"),
    Field("land_mode", "用地方式", Kind.TEXT, AIM, longest=40, sample="出让"),
    Field("liaison_leader", "联系领导", Kind.PERSON, NAMES, longest=60, canonical="liaison_leader"),
    Field("lead_unit", "责任单位", Kind.UNIT, NAMES, longest=100, canonical="lead_unit", sample="招商一局"),
    Field("responsible_person", "责任人", Kind.PERSON, NAMES, longest=60, canonical="responsible_person"),
    Field("liaison_leader_post", "联系领导职务", Kind.WORDS, NAMES, canonical="liaison_leader_post", in_grid=False,
          person="liaison_leader"),
    Field("responsible_post", "责任人职务", Kind.WORDS, NAMES, canonical="responsible_post", in_grid=False,
          person="responsible_person"),
    Field("key_project", "重点项目", Kind.FLAG, MARKS, canonical="key_project"),
    Field("public_works", "公共工程", Kind.FLAG, MARKS, canonical="public_works",
          why="道路、管网、标准厂房等，没有投资企业。"),
    Field("fund_source", "资金来源", Kind.TEXT, MARKS, longest=100, canonical="fund_source", sample="专项债"),
    Field("confidential", "保密", Kind.FLAG, MARKS, canonical="confidential", titles=("是否保密",),
          why="只用于在谈项目：只有项目组看得到，不进任何合计；最迟到签约为止。"),
    Field("late_marked", "台账标注滞后", Kind.FLAG, MARKS, canonical="late"),
    Field("progress_note", "进展情况", Kind.WORDS, MARKS, canonical="progress_note"),
    Field("source", "事实来源", Kind.TEXT, MARKS, longest=300, canonical="source", in_grid=False),
    Field("rate_millionths", "折算汇率", Kind.COUNT, MONEY, in_grid=False, in_import=False, editable=False),
    Field("rate_on", "汇率日期", Kind.DAY, MONEY, in_grid=False, in_import=False, editable=False),
)  # fmt: skip
BY_NAME = {field.name: field for field in FIELDS}
BY_COLUMN = {field.column: field for field in FIELDS if not field.describes}
OWN = tuple(field for field in FIELDS if not field.describes)
"""Fields that are columns of the project itself."""
STORED = tuple(field for field in OWN if field.kind is not Kind.WORDS)

INTERNAL = frozenset({
    "liaison_leader", "liaison_leader_post", "responsible_person", "responsible_post", "progress_note", "late_marked",
    "source", "confidential", "key_project", "source_region", "nature",
})  # fmt: skip
"""Not for the enterprise itself: how the zone works on its project."""
DEFAULT_COLUMNS = (
    "name", "park", "stage", "status", "signed_on", "start_on", "production_promised_on", "progress_millionths",
    "investment_planned", "investment_fixed", "money_in_place", "industry", "liaison_leader", "lead_unit",
    "responsible_person",
)  # fmt: skip
