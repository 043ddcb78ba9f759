"""Passwords by the rules of the zone's pack, wherever Django asks whether one is good enough."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from southgate.domain.errors import Reason
from southgate.kernel import clock
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.passwords import context_words, faults, used_before
from southgate.kernel.identity.profile import kind_of, profile_for
from southgate.kernel.identity.sources import zone_of


class PackValidator:
    """All faults at once, in the reader's language."""

    def validate(self, password: str, user: Any = None) -> None:
        today = clock.today()
        account = user if isinstance(user, Account) and user.pk else None
        rules = profile_for(account.zone if account else None, today).password
        found = faults(password, rules, *_told_by(account))
        if account is not None and rules.history and used_before(password, _hashes(account, rules.history)):
            found.append(Reason("与最近 %(count)s 个口令中的一个相同", {"count": rules.history}, "password"))
        if found:
            raise ValidationError([_(reason.say) % reason.params for reason in found])

    def password_changed(self, password: str, user: Any = None) -> None:
        """The history is written where the password is (`services.set_password`)."""

    def get_help_text(self) -> str:
        return _("按本园区的口令规则检查")


def _told_by(account: Account | None) -> tuple[Any, set[str]]:
    """(kind of account, words that must not be in its password)."""
    today = clock.today()
    if account is None:
        return kind_of(()), set()
    actor = actor_for(account, today)
    zone = zone_of(actor, None)
    return kind_of(actor.roles), context_words(account.username, [zone.name] if zone is not None else [], today)


def _hashes(account: Account, count: int) -> list[str]:
    """The present password and the ones before it, `count` in all."""
    old = account.old_passwords.order_by("-until", "-pk").values_list("encoded", flat=True)[: max(count - 1, 0)]
    return ([account.password] if account.has_usable_password() else []) + list(old)
