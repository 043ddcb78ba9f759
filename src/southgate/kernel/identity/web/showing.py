"""What the page of one's own account shows."""

from __future__ import annotations

import re
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext as _

from southgate.kernel.identity import selectors
from southgate.kernel.identity.entries import METHODS
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.web.forms import scope_words

BROWSERS = ("360SE", "QQBrowser", "MetaSr", "UBrowser", "MicroMessenger", "Edg", "OPR", "Firefox", "Chrome", "Safari")
SYSTEMS = ("Windows", "HarmonyOS", "Android", "iPhone", "iPad", "Mac OS X", "Linux")
"""Words of a browser's own account of itself, the more telling first."""


def device(agent: str) -> str:
    """Browser and system by name, `Chrome 120，Windows`; what cannot be told stays as the browser wrote it."""
    found = next((match for name in BROWSERS if (match := re.search(rf"{name}/(\d+)", agent))), None)
    system = next((name for name in SYSTEMS if name in agent), "")
    said = found[0].replace("/", " ") if found is not None else ""
    return _("，").join(filter(None, (said, system))) or agent


def account_page(mine: Account, session_key: str) -> dict[str, Any]:
    factors = Authenticator.objects.filter(user_id=mine.pk).values_list("type", flat=True)
    return {
        "title": _("我的账户"),
        "code": mine.username,
        "feed": None,
        "factors": [_(METHODS.get(kind, kind)) for kind in sorted(set(factors))],
        "sessions": [
            {"id": one.id, "since": one.since, "agent": one.agent, "is_this": one.is_this, "device": device(one.agent)}
            for one in selectors.sessions_of(mine, session_key)
        ],
        "tokens": [
            {"row": row, "scopes": [scope_words(scope) for scope in row.scopes]} for row in selectors.tokens_of(mine)
        ],
        "single_sign_on": bool(settings.OIDC_ISSUER),
    }
