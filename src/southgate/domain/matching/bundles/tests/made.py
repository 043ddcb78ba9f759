"""A made zone for the detector: thousands of unrelated projects as zones have them, and bundles put among them.

Nothing here is real. What is put in is written as different people would write it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from southgate.domain.matching.bundles.facts import Facts
from southgate.domain.matching.bundles.groups import findings
from southgate.domain.matching.bundles.keys import Key, Meet, contract_key, project_keys, voucher_keys
from southgate.domain.matching.bundles.kinds import Kind
from southgate.domain.matching.bundles.weighing import Finding

WAN = 1_000_000
ZONES = tuple(UUID(int=n) for n in (1, 2, 3))
ROADS = [a + b + c for a in "创兴科智云澜金海" for b in "业盛源达和新" for c in ("路", "大道")]
TOWNS = ("云澜市高新区", "湖南省云澜市高新技术产业开发区", "高新区", "")
GOODS = [
    a + b
    for a in ("精密", "高压", "微型", "新型", "耐热", "柔性", "智能", "船用")
    for b in ("减速器", "铜箔", "轴承", "电机", "传感器", "薄膜", "涂料", "变压器", "阀门", "芯片", "齿轮", "电缆")
]
SYLLABLES = "安博辰德恒峰冠浩嘉凯朗铭诺启瑞森泰维祥宇卓尚"
PLANNED = (3_000, 5_000, 8_000, 10_000, 12_000, 15_000, 20_000, 30_000, 50_000)
BUILDERS = [f"示例{a}建{b}有限公司" for a in "甲乙丙丁戊己" for b in ("工", "安", "筑", "设", "装", "材", "桥")]


def made(count: int, seed: int) -> list[Facts]:
    """Unrelated projects: many firms have two, one in eight sits in the standard plant, few builders build all."""
    random = Random(seed)
    firms = [_firm(random) for _ in range(count * 4 // 5)]
    return [_project(random, number, firms) for number in range(count)]


def _firm(random: Random) -> str:
    return f"示例{''.join(random.choices(SYLLABLES, k=3))}{random.choice(('科技', '实业', '制造', '材料'))}有限公司"


def _project(random: Random, number: int, firms: Sequence[str]) -> Facts:
    goods, zone = random.choice(GOODS), random.choice(ZONES)
    signed = date(2021, 1, 1) + timedelta(days=random.randrange(2100))
    output = f"年产{random.randrange(1, 90)}万{random.choice('台套件吨')}"
    return Facts(
        id=UUID(int=random.getrandbits(112) << 16),
        zone=zone,
        name=f"{output}{goods}{random.choice(('项目', '生产线项目', '基地'))}",
        firm=random.choice(firms),
        city="云澜",
        address=_address(random, number, ZONES.index(zone)),
        product=goods,
        contractor=random.choice(BUILDERS) if random.random() < 0.6 else "",
        planned=random.choice(PLANNED) * 100 * WAN + random.randrange(0, 40) * 10 * WAN,
        signed=(signed,) if random.random() < 0.8 else (),
        start_on=signed + timedelta(days=120) if random.random() < 0.5 else None,
    )


def _address(random: Random, number: int, zone: int) -> str:
    """One of eight sits in the standard plant, another in one of its eight halls; each zone has roads of its own."""
    if number % 8 == 0:
        return "高新区标准厂房A区"
    if number % 8 == 1:
        return f"标准厂房{random.randrange(1, 9)}号楼"
    return f"{random.choice(TOWNS)}{random.choice(ROADS[zone::3])}{random.randrange(1, 900)}号"


def stranger(one: Facts, number: int) -> Facts:
    """A project of the same zone that shares nothing with `one`."""
    return replace(
        one,
        id=UUID(int=one.id.int + number),
        name=f"新建{GOODS[number % 60]}{number}车间",
        firm=f"另一{number}厂",
        product=f"特种{number}号料",
        planned=(one.planned or 0) + 7 * WAN,
        contractor="",
        address="",
        signed=(),
    )


Put = tuple[Facts, Facts]
DAY = date(2026, 3, 1)


def same_site(random: Random, one: Facts, other: Facts, number: int) -> Put:
    road, house = random.choice(ROADS), 1000 + number
    return replace(one, address=f"云澜市高新区{road}{house}号"), replace(other, address=f"{road}{house}＃（原纺织厂）")


def again(random: Random, one: Facts, other: Facts, number: int) -> Put:
    """Signed again within months under another name, by the same firm."""
    later = (DAY + timedelta(days=40),)
    return replace(one, signed=(DAY,)), replace(other, firm=one.firm, product=f"年产2万台{one.product}", signed=later)


def renamed(random: Random, one: Facts, other: Facts, number: int) -> Put:
    """Its name written another way, the firm without 有限公司."""
    name = f"{one.name.removesuffix('项目')} 工程"
    return one, replace(other, firm=one.firm.replace("有限公司", ""), name=name)


def split(random: Random, one: Facts, other: Facts, number: int) -> Put:
    """A whole and one of its two parts; the other part is put beside by `planted`."""
    whole = 30_700 * 100 * WAN + number * WAN
    return replace(one, planned=whole), replace(other, firm=one.firm, planned=19_000 * 100 * WAN)


def same_builder(random: Random, one: Facts, other: Facts, number: int) -> Put:
    """A contractor of two sites only, the same goods, the same sum."""
    builder = f"示例独{number}建设有限公司"
    return replace(one, contractor=builder), replace(
        other, contractor=f"{builder}、示例监理公司", product=one.product, planned=one.planned
    )


def same_product(random: Random, one: Facts, other: Facts, number: int) -> Put:
    """Two firms of one group, the same goods."""
    group = f"示例{number}号集团"
    return replace(one, group=group), replace(other, group=f"{group}有限公司", product=f"{one.product}研发生产")


PLANTS: Mapping[Kind, Callable[[Random, Facts, Facts, int], Put]] = {
    Kind.ADDRESS: same_site,
    Kind.RESIGNED: again,
    Kind.NAME: renamed,
    Kind.BUNDLE: split,
    Kind.CONTRACTOR: same_builder,
    Kind.PRODUCT: same_product,
}
PAPERS: Mapping[Kind, Callable[[int], frozenset[Key]]] = {
    Kind.CONTRACT: lambda n: frozenset(filter(None, [contract_key(f"云招〔2025〕{1000 + n}号")])),
    Kind.VOUCHER: lambda n: voucher_keys("bank_slip", f"0098{n}", "示例银行", "", 1, DAY, ""),
    Kind.PHOTO: lambda n: frozenset({Key(Meet.PHOTO, f"{n:064d}")}),
}


@dataclass
class World:
    """Projects, the keys of their papers, and by kind which pairs were put in as bundles."""

    projects: list[Facts]
    papers: dict[UUID, frozenset[Key]] = field(default_factory=dict)
    truth: dict[Kind, set[frozenset[UUID]]] = field(default_factory=dict)


def planted(projects: Sequence[Facts], seed: int, each: int) -> World:
    """The projects with `each` bundles of every kind among them."""
    random, world = Random(seed), World(list(projects))
    kinds = [kind for kind in (*PLANTS, *PAPERS) for _ in range(each)]
    for number, (kind, at) in enumerate(zip(kinds, random.sample(range(len(projects)), len(kinds)), strict=True), 1):
        one = replace(projects[at], firm=f"示例独{number}号制造有限公司")
        pair = (one, stranger(one, number))
        if kind in PLANTS:
            pair = PLANTS[kind](random, *pair, number)
        else:
            world.papers |= dict.fromkeys((one.id, pair[1].id), PAPERS[kind](number))
        world.projects[at] = pair[0]
        world.projects += pair[1:] if kind is not Kind.BUNDLE else [pair[1], _rest(*pair, number)]
        world.truth.setdefault(kind, set()).add(frozenset({pair[0].id, pair[1].id}))
    return world


def _rest(whole: Facts, part: Facts, number: int) -> Facts:
    """The second part of a whole."""
    planned = (whole.planned or 0) - (part.planned or 0)
    return replace(stranger(whole, number + 20_000), firm=whole.firm, planned=planned)


def run(projects: Iterable[Facts], papers: Mapping[UUID, Iterable[Key]] | None = None) -> list[Finding]:
    """The whole detector over facts in memory, as the house does it over its tables."""
    members: dict[Key, dict[UUID, Facts]] = defaultdict(dict)
    for one in projects:
        for key in (*project_keys(one), *(papers or {}).get(one.id, ())):
            members[key][one.id] = one
    return [found for key, group in members.items() for found in findings(key, list(group.values()))]
