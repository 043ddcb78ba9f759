"""Where projects meet: each gives its keys, and only those that share one are ever compared.

So the work grows with the projects, not with their square. A key is text; its `Meet` says what sharing it means.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple
from uuid import UUID

from southgate.domain.matching.bundles import facts as of
from southgate.domain.matching.bundles.addresses import address_of
from southgate.domain.matching.bundles.facts import Facts
from southgate.domain.matching.names import plain

LONGEST = 140
"""Characters of a key; longer ones are kept as a digest."""
LONG_NAME = 8
"""Characters from which a project's name without firm and tail says something by itself."""
SMALL_PAYMENT = 10_000_000
"""分: from 100,000 yuan on, payer, sum and day together are no chance."""


class Meet(StrEnum):
    """What a key is made of. Those of one zone begin with the zone's id."""

    ADDRESS = "address"
    SITE = "site"
    CONTRACT = "contract"
    VOUCHER = "voucher"
    PAPER = "paper"
    PAYMENT = "payment"
    PHOTO = "photo"
    SCAN = "scan"
    PRODUCT = "product"
    CONTRACTOR = "contractor"
    BUILT = "built"
    NAME = "name"
    LONG_NAME = "long_name"
    FIRM = "firm"
    CODE = "code"
    GROUP = "group"


class Key(NamedTuple):
    meet: Meet
    text: str

    def __str__(self) -> str:
        return f"{self.meet}:{self.text}"


def project_keys(facts: Facts) -> frozenset[Key]:
    """The keys that a project's own columns and its enterprise give."""
    return frozenset(Key(meet, short(text)) for meet, text in _of_project(facts))


def _of_project(facts: Facts) -> Iterator[tuple[Meet, str]]:
    zone = facts.zone.hex
    yield from _of_firm(facts)
    yield from _of_name(facts, zone)
    address = address_of(facts.address)
    if address.local:
        yield Meet.ADDRESS, f"{zone}|{address.local}"
        if city := address.city or facts.city:
            yield Meet.SITE, f"{city}|{address.local}"
    products, investor = of.products_of(facts.product), of.investor_of(facts)
    for product in products if investor else ():
        yield Meet.PRODUCT, f"{investor}|{product}"
    for builder in of.builders_of(facts.contractor):
        yield Meet.CONTRACTOR, f"{zone}|{builder}"
        for product in products:
            yield Meet.BUILT, f"{zone}|{builder}|{product}"


def _of_firm(facts: Facts) -> Iterator[tuple[Meet, str]]:
    if firm := of.firm_of(facts):
        yield Meet.FIRM, firm
    if facts.credit_code:
        yield Meet.CODE, facts.credit_code
    if group := of.group_of(facts):
        yield Meet.GROUP, group


def _of_name(facts: Facts, zone: str) -> Iterator[tuple[Meet, str]]:
    core = of.name_of(facts.name, facts.firm).core
    if investor := of.investor_of(facts):
        yield Meet.NAME, f"{investor}|{core}"
    if len(core) >= LONG_NAME:
        yield Meet.LONG_NAME, f"{zone}|{core}"


def contract_key(number: str) -> Key | None:
    """None for what is no number of a contract: too short, without figures, 无, 待定."""
    key = plain(number)
    if len(key) < 5 or sum(ch.isdigit() for ch in key) < 3 or len(set(key)) < 3:
        return None
    return Key(Meet.CONTRACT, short(key))


def voucher_keys(
    kind: str, number: str, issuer: str, payer: str, amount: int, paid_on: date, sha256: str
) -> frozenset[Key]:
    """`number` and `issuer` in their normal forms, `amount` in 分. Payers may be persons: only a digest is kept."""
    found = set()
    if len(number) >= 4 and issuer:
        found.add(Key(Meet.VOUCHER, short(f"{kind}|{issuer}|{number}")))
    if sha256:
        found.add(Key(Meet.PAPER, sha256))
    who = of.said(plain(payer))
    if who and amount >= SMALL_PAYMENT:
        found.add(Key(Meet.PAYMENT, _digest(f"{who}|{amount}|{paid_on.isoformat()}")))
    return frozenset(found)


def short(text: str) -> str:
    return text if len(text) <= LONGEST else f"#{_digest(text)}"


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=20).hexdigest()


def zone_of(key: Key) -> UUID:
    """The zone of a key that begins with one. Raises ValueError for another."""
    return UUID(key.text.partition("|")[0])
