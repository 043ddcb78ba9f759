"""What of the money that vouchers prove counts as money in place (到位资金), by the rule that a place published.

Places differ (sources 1.8): which paper proves money from within or from abroad, whether land payments count, from
which sum on a single project counts at all. A rule is data; here it is applied. Law: every voucher either counts with
its whole sum in 分 or is left out with its reason, so counted and left out add up to what was accepted, to the 分;
nothing is rounded, for each sum was rounded once when it was written down (`vouchers.in_cny`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from southgate.domain.counting.vouchers import KIND_NAMES, ORIGIN_NAMES, USE_NAMES, Origin, Use, VoucherKind
from southgate.domain.errors import Reason
from southgate.domain.money import Money, in_wan


@dataclass(frozen=True, slots=True)
class Counts:
    """`uses` count, others never. `slip`: a voucher needs its paper as a file before it can be accepted."""

    uses: tuple[Use, ...]
    slip: bool = True


@dataclass(frozen=True, slots=True)
class Least:
    """From which sum on a single project counts: 分, and minor units of `currency` for money from abroad."""

    domestic: int | None = None
    foreign: int | None = None
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class Proof:
    """That papers of a kind prove money of these origins for these uses."""

    kind: VoucherKind
    origins: tuple[Origin, ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Narrower:
    """Projects whose industry names one of `words` count these uses only."""

    words: tuple[str, ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class InPlace:
    """The rule of one place: schema `money.in_place/1`."""

    counts: Counts
    proof: tuple[Proof, ...]
    least: Least = field(default_factory=Least)
    narrower: tuple[Narrower, ...] = ()

    def uses_of(self, industry: str) -> tuple[Use, ...]:
        """The uses that count for a project of this industry."""
        found = next((one for one in self.narrower if any(word in industry for word in one.words)), None)
        return self.counts.uses if found is None else tuple(use for use in self.counts.uses if use in found.uses)

    def origins_of(self, kind: VoucherKind) -> frozenset[Origin]:
        return frozenset(origin for one in self.proof if one.kind is kind for origin in one.origins)


@dataclass(frozen=True, slots=True)
class Line:
    """One accepted voucher, or the sum of several that are alike. `amount` in minor units of `currency`."""

    kind: VoucherKind
    use: Use
    origin: Origin
    amount_cny: int
    amount: int
    currency: str = "CNY"
    key: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    line: Line
    because: Reason


@dataclass(frozen=True, slots=True)
class Counted:
    """Sums in 分. `by_use` has every use; `left_out` says why of each line that does not count."""

    by_use: Mapping[Use, int]
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def total(self) -> int:
        return sum(self.by_use.values())

    @property
    def not_counted(self) -> int:
        return sum(one.line.amount_cny for one in self.left_out)


def count(lines: Iterable[Line], rule: InPlace, *, industry: str = "") -> Counted:
    """The money in place of ONE project by a rule, from its accepted vouchers."""
    kept: list[Line] = []
    out: list[LeftOut] = []
    uses = rule.uses_of(industry)
    for line in lines:
        because = unproved(line.kind, line.origin, line.use, rule) or _use(line, uses, rule)
        if because is None:
            kept.append(line)
        else:
            out.append(LeftOut(line, because))
    for origin in Origin:
        because = _too_little([line for line in kept if line.origin is origin], origin, rule.least)
        if because is not None:
            out += [LeftOut(line, because) for line in kept if line.origin is origin]
            kept = [line for line in kept if line.origin is not origin]
    by_use = {use: sum(line.amount_cny for line in kept if line.use is use) for use in Use}
    return Counted(by_use, tuple(kept), tuple(out))


def unproved(kind: VoucherKind, origin: Origin, use: Use, rule: InPlace) -> Reason | None:
    """Why such a paper proves nothing by this rule; None when it does. Says which papers would."""
    if any(one.kind is kind and origin in one.origins and use in one.uses for one in rule.proof):
        return None
    others = [one.kind for one in rule.proof if origin in one.origins and use in one.uses]
    params = {"kind": term(KIND_NAMES[kind]), "origin": term(ORIGIN_NAMES[origin]), "use": term(USE_NAMES[use])}
    if not others:
        return Reason(
            "按本区口径，没有凭证能证明%(origin)s用于%(use)s", params, where="kind", mend="核对用途和内资、外资"
        )
    params["others"] = _listed([term(KIND_NAMES[one]) for one in dict.fromkeys(others)])
    return Reason(
        "按本区口径，%(kind)s不能证明%(origin)s用于%(use)s，能证明的有：%(others)s", params, where="kind",
        mend="换能证明的凭证，或核对用途和内资、外资",
    )  # fmt: skip


def term(word: str) -> Reason:
    """A word of the glossary inside a reason, so that it is said in the reader's language."""
    return Reason(word)


def _listed(words: Sequence[Reason]) -> Reason:
    if len(words) == 1:
        return words[0]
    return Reason("%(first)s、%(rest)s", {"first": words[0], "rest": _listed(words[1:])})


def _use(line: Line, uses: Sequence[Use], rule: InPlace) -> Reason | None:
    if line.use in uses:
        return None
    params = {"use": term(USE_NAMES[line.use])}
    if line.use in rule.counts.uses:
        return Reason("这个行业的项目不计%(use)s", params, where="use")
    return Reason("本区口径不计%(use)s", params, where="use")


def _too_little(lines: Sequence[Line], origin: Origin, least: Least) -> Reason | None:
    """Why this project's money of one origin is below what counts at all, or cannot be judged."""
    if not lines:
        return None
    if origin is Origin.DOMESTIC:
        total = sum(line.amount_cny for line in lines)
        if least.domestic is None or total >= least.domestic:
            return None
        params = {"sum": in_wan(Money(total)), "least": in_wan(Money(least.domestic))}
        return Reason("这个项目内资合计 %(sum)s，不到 %(least)s，不计", params, where="amount")
    if least.foreign is None:
        return None
    total = sum(line.amount for line in lines if line.currency == least.currency)
    if total >= least.foreign:
        return None
    params = {"sum": in_wan(Money(total, least.currency)), "least": in_wan(Money(least.foreign, least.currency))}
    if any(line.currency != least.currency for line in lines):
        return Reason(
            "这个项目外资有别的币种，能比的只有 %(sum)s，不到 %(least)s，不计", params, where="currency",
            mend="核对币种，或由主管部门认定后按认定数登记",
        )  # fmt: skip
    return Reason("这个项目外资合计 %(sum)s，不到 %(least)s，不计", params, where="amount")


def faults(rule: InPlace) -> list[tuple[str, str]]:
    """(path, what is wrong) of a rule that no place can mean."""
    found = []
    if not rule.counts.uses:
        found.append(("counts.uses", "至少要有一种用途"))
    if not rule.proof:
        found.append(("proof", "没有写任何凭证能证明什么"))
    for number, one in enumerate(rule.proof, 1):
        if not one.origins or not one.uses:
            found.append((f"proof[{number}]", "没有写内资外资或用途"))
    for name in ("domestic", "foreign"):
        least = getattr(rule.least, name)
        if least is not None and least <= 0:
            found.append((f"least.{name}", "应大于零，不设就不写"))
    return found
