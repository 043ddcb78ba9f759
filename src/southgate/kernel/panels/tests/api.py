"""A client of the HTTP API with a token, for tests of every room's operations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson
from django.test import Client

from southgate.kernel import clock
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.services import CreateToken, create_tokens, token_digest
from southgate.kernel.identity.web.tokens import new_secret

EVERY_KIND = (
    "write:document",
    "write:enterprise",
    "write:opinion",
    "write:override",
    "write:project",
    "write:review",
    "write:suspicion",
    "write:upload",
    "write:lead",
    "write:transfer",
    "write:talk",
    "write:removal",
)


def make_token(account: Account, *scopes: str) -> str:
    """A token's secret, with scope `read` and every scope of the rooms unless named."""
    secret, today = new_secret(), clock.today()
    cmd = CreateToken(
        account=account.pk, label="接口", digest=token_digest(secret), scopes=scopes or ("read", *EVERY_KIND),
        until=today + timedelta(days=30),
    )  # fmt: skip
    create_tokens([cmd], by=actor_for(account, today), today=today, command_id=uuid4())
    return secret


class Api:
    """`api.post("/projects", {...}, seen=3)`: JSON in, the answer of Django's test client out."""

    def __init__(self, account: Account | None, *scopes: str) -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {make_token(account, *scopes)}"} if account is not None else {}

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query, headers=self.headers)

    def post(self, path: str, body: Any, **more: Any) -> Any:
        return self._send("POST", path, body, **more)

    def patch(self, path: str, body: Any, **more: Any) -> Any:
        return self._send("PATCH", path, body, **more)

    def _send(self, method: str, path: str, body: Any, *, seen: Any = None, command: UUID | str | None = None) -> Any:
        """`command` "" sends none; None makes a new one."""
        id = uuid4() if command is None else command
        headers = {**self.headers, "Accept-Language": "zh-hans", **({"Command-Id": str(id)} if id else {})}
        if seen is not None:
            headers["If-Match"] = f'"{seen}"'
        sent = body if isinstance(body, bytes) else orjson.dumps(body)
        return self.client.generic(method, f"/api/v1{path}", sent, "application/json", headers=headers)
