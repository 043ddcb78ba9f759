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
    "PATCH /api/v1/agreements/{id}": {"title": "示例协议"},
    "POST /api/v1/agreements/{id}/text": {"text": "示例文本"},
    "POST /api/v1/agreements/{id}/submit": {},
    "POST /api/v1/agreements/{id}/approve": {},
    "POST /api/v1/agreements/{id}/return": {"reason": "改期限"},
    "POST /api/v1/agreements/{id}/sign": {"signed_on": "2026-11-02"},
    "POST /api/v1/agreements/{id}/end": {"reason": "不谈了"},
    "POST /api/v1/agreements/{id}/flags": {"quote": "示例", "flag": "selective"},
    "POST /api/v1/agreements/{id}/reviews": {
        "text_number": 1, "number": "示例", "office": "示例机关", "reviewed_on": "2026-11-02", "conclusion": "passed",
        "file": SOMEBODY,
    },
    "POST /api/v1/agreements/{id}/commitments": {
        "side": "enterprise", "measure": "start", "text": "开工", "due_on": "2026-12-31",
    },
    "POST /api/v1/agreements/clauses/{id}/clear": {"reason": "按公开政策"},
    "PATCH /api/v1/agreements/commitments/{id}": {
        "side": "enterprise", "measure": "start", "text": "开工", "due_on": "2026-12-31",
    },
    "POST /api/v1/agreements/commitments/{id}/drop": {},
    "POST /api/v1/agreements/commitments/{id}/claim": {"to": "met", "evidence_number": "示例"},
    "POST /api/v1/agreements/commitments/{id}/decide": {},
    "POST /api/v1/agreements/commitments/{id}/return": {"reason": "凭证不清"},
    "POST /api/v1/agreements/of/{id}/audit": {},
    "POST /api/v1/exports": {"kind": "projects", "form": "csv"},
    "POST /api/v1/leads": {"values": {"name": "示例线索"}},
    "PATCH /api/v1/leads/{id}": {"values": {}},
    "POST /api/v1/leads/{id}/person": {"person": SOMEBODY},
    "POST /api/v1/leads/{id}/judgement": {"to": "follow", "reason": "相符"},
    "POST /api/v1/leads/{id}/answer": {"text": "已答复"},
    "POST /api/v1/leads/{id}/reports": {"what": "visit", "text": "见面"},
    "POST /api/v1/leads/{id}/bureau": {},
    "POST /api/v1/leads/{id}/open": {"reason": "已公开"},
    "POST /api/v1/leads/{id}/drop": {"reason": "放弃"},
    "POST /api/v1/leads/{id}/restore": {"reason": "又来谈"},
    "POST /api/v1/leads/{id}/transfers": {"to_zone": SOMEBODY, "share_millionths": 0, "reason": "不合适"},
    "POST /api/v1/leads/{id}/project": {},
    "POST /api/v1/transfers/{id}/accept": {},
    "POST /api/v1/transfers/{id}/decline": {"reason": "不合适"},
    "POST /api/v1/transfers/{id}/withdraw": {"reason": "再谈"},
    "POST /api/v1/talks/{id}/grade": {"to": "A"},
    "POST /api/v1/talks/{id}/progress": {"what": "visit", "text": "考察"},
    "POST /api/v1/talks/{id}/removal": {"reason": "不谈了"},
    "POST /api/v1/talks/{id}/restore": {"reason": "又来谈"},
    "POST /api/v1/removals/{id}/decide": {"agree": False, "reason": "还在谈"},
}


def sent(name: str) -> dict[str, Any]:
    """What the test client needs to send it: JSON, the id of the command, the version that was seen."""
    headers = {"Accept": "application/json", "Command-Id": str(uuid4()), "If-Match": '"1"'}
    return {"data": BODIES.get(name, {}), "content_type": "application/json", "headers": headers}
