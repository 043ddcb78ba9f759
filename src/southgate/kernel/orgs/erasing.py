"""Erase one person by law (个人信息保护法 第47条): his words go everywhere, the book stays whole and says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from allauth.account.models import EmailAddress  # type: ignore[import-untyped]
from allauth.mfa.models import Authenticator  # type: ignore[import-untyped]

from southgate.domain.errors import Reason, Refused
from southgate.kernel import clock
from southgate.kernel.book import erasures
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.models import Head
from southgate.kernel.book.writing import Answer, command
from southgate.kernel.identity.actor import SYSTEM_ID, Actor, system_actor
from southgate.kernel.identity.models import Account, ApiToken
from southgate.kernel.orgs import policies
from southgate.kernel.orgs.entries import PersonErased
from southgate.kernel.orgs.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePerson:
    """`basis` names the article or the request (不含个人信息): it stays in the book."""

    person: UUID
    seen_version: int | None = None
    basis: str = "个人信息保护法第四十七条"


@command
def _erase(draft: Draft, commands: Sequence[ErasePerson], *, by: Actor, today: date) -> Mapping[str, Any]:
    """One at a time: the head is locked early, so that no other writer keeps words of the person meanwhile."""
    destroyed = 0
    rows = draft.lock_many(Person, {cmd.person: cmd.seen_version for cmd in commands})
    for cmd in commands:
        person = rows[cmd.person]
        policies.PERSON.require(by, "erase", person)
        if person.erased:
            raise Refused([Reason("此人的个人信息已经删除", where="person", mend="无需再做")])
    Head.objects.select_for_update().get()
    for cmd in commands:
        person = rows[cmd.person]
        going = erasures.erasing(cmd.person, [id for id in (person.name_said, person.phone_said) if id])
        payload = PersonErased(words=tuple(sorted(id.hex for id in going.words)), basis=cmd.basis)
        draft.record(cmd.person, payload, zone=person.zone_id)
        draft.also(partial(erasures.destroy, going))
        destroyed += len(going.words)
    return {"erased": [cmd.person for cmd in commands], "words": destroyed}


def erase_persons(commands: Sequence[ErasePerson], *, by: Actor, today: date, command_id: UUID) -> Answer:
    """Erase, then leave no trace in the files: journal outside, database rewritten.

    `data["left"]` tells what could not be rewritten here (PostgreSQL without the owner's role). Outside a transaction.
    """
    answer = _erase(commands, by=by, today=today, command_id=command_id)
    erasures.journal()
    left = list(erasures.compact())
    return Answer(answer.position, {**answer.data, "left": left}, answer.repeated)


def replay_erasures(*, today: date) -> int:
    """After a restore, before it opens: whoever was erased after the backup was made is erased again.

    Returns how many persons. Who was registered after the backup does not exist here and needs nothing.
    """
    done = erasures.journaled()
    wanted = {UUID(line.person): line.basis for line in done}
    alive = Person.objects.filter(pk__in=wanted, erased=False).values_list("pk", flat=True)
    again = [ErasePerson(person=person, basis=wanted[person]) for person in sorted(alive)]
    if again:
        once = uuid5(SYSTEM_ID, f"erased again after position {Head.objects.get().position}")
        erase_persons(again, by=system_actor(), today=today, command_id=once)
    return len(again)


@erasures.scrubs(*(model._meta.db_table for model in (Account, ApiToken, EmailAddress, Authenticator)))
def close_account(going: erasures.Erasing) -> None:
    """He cannot sign in any more, and his user name is gone. What he did stays under his id."""
    for account in Account.objects.filter(person=going.person):
        EmailAddress.objects.filter(user=account).delete()
        Authenticator.objects.filter(user=account).delete()
        ApiToken.objects.filter(account=account, revoked_at=None).update(revoked_at=clock.now_micros(), label="")
        account.set_unusable_password()
        Account.objects.filter(pk=account.pk).update(
            username=f"erased-{account.pk.hex[:12]}", email="", is_active=False, password=account.password
        )
