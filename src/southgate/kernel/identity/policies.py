"""Who manages accounts: the security administrator of their zone; everyone looks after his own."""

from __future__ import annotations

from southgate.kernel.identity.models import Account
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.rules import House, InZone, Own, register

MANAGERS = frozenset({Role.SECURITY_ADMINISTRATOR})
LOOKERS = MANAGERS | {Role.AUDITOR}

ACCOUNT = register(
    "account",
    Account,
    {
        "view": InZone(LOOKERS, "zone") | Own("person") | House(),
        "manage": InZone(MANAGERS, "zone") | House(),
        "use": Own("person"),
    },
)
