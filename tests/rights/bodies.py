"""The smallest body of each API operation that writes, so that nothing but the right decides about the answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

SOMEBODY = str(UUID(int=7))
BODIES: dict[str, dict[str, Any]] = {
    "POST /api/v1/projects": {"values": {"name": "示例项目"}},
    "PATCH /api/v1/projects/{id}": {"values": {}},
    "POST /api/v1/projects/{id}/stage": {"to": "signed"},
    "POST /api/v1/projects/{id}/status": {"to": "paused", "reason": "等土地"},
    "POST /api/v1/projects/{id}/open": {"reason": "已公开"},
    "POST /api/v1/projects/{id}/notes": {"text": "谈了用地"},
    "POST /api/v1/projects/{id}/team": {"person": SOMEBODY},
    "POST /api/v1/projects/{id}/team/leave": {"person": SOMEBODY},
    "POST /api/v1/enterprises": {"values": {"name": "示例企业"}},
    "PATCH /api/v1/enterprises/{id}": {"values": {}},
    "POST /api/v1/enterprises/{id}/merge": {"keep": SOMEBODY, "seen_keep": 1, "reason": "同一家"},
    "POST /api/v1/enterprises/{id}/unmerge": {"reason": "不是同一家"},
    "POST /api/v1/projects/{id}/documents": {"kind": "contract"},
    "POST /api/v1/projects/{id}/reviews": {},
    "POST /api/v1/projects/{id}/overrides": {"to": "signed", "reason": "合同在走印"},
    "POST /api/v1/documents/{id}/withdraw": {"reason": "传错了"},
    "POST /api/v1/opinions/{id}": {"verdict": "agree"},
    "POST /api/v1/reviews/{id}/decide": {"passed": False, "text": "补能评"},
    "POST /api/v1/overrides/{id}/decide": {"granted": True},
    "POST /api/v1/exports": {"kind": "projects", "form": "csv"},
}


def sent(name: str) -> dict[str, Any]:
    """What the test client needs to send it: JSON, the id of the command, the version that was seen."""
    headers = {"Accept": "application/json", "Command-Id": str(uuid4()), "If-Match": '"1"'}
    return {"data": BODIES.get(name, {}), "content_type": "application/json", "headers": headers}
