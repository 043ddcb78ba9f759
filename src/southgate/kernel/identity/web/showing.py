"""What the page of one's own account shows."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext as _

from southgate.kernel.identity import selectors
from southgate.kernel.identity.entries import METHODS
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.web.forms import scope_words


def account_page(mine: Account, session_key: str) -> dict[str, Any]:
    factors = Authenticator.objects.filter(user_id=mine.pk).values_list("type", flat=True)
    return {
        "title": _("我的账户"),
        "code": mine.username,
        "feed": None,
        "factors": [_(METHODS.get(kind, kind)) for kind in sorted(set(factors))],
        "sessions": selectors.sessions_of(mine, session_key),
        "tokens": [
            {"row": row, "scopes": [scope_words(scope) for scope in row.scopes]} for row in selectors.tokens_of(mine)
        ],
        "single_sign_on": bool(settings.OIDC_ISSUER),
    }
