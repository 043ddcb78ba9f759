"""Twelve invented talks of one officer, ready to sign, brought there over the HTTP API as another system would: their
firms, facts, contracts, and an admission review that three members agreed to. The last one lacks its contract.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.e2e.desk import Desk, Sit

NAMES = (
    "水性工业涂料", "光伏接线盒", "医用导管挤出", "镁合金轮毂", "工业除湿机组", "无纺布卫材", "高压连接器",
    "陶瓷基板烧结", "特种气体充装", "电梯门机总成", "植保无人机", "碳纤维预浸料",
)  # fmt: skip
WAN = 1_000_000
"""分 in 万元."""
MEMBERS = ("renshitu", "chishiqing", "heshizhu")


def name_of(one: str) -> str:
    return f"{one}（示例）"


def planned(at: int) -> int:
    """Planned investment of the project at this place, in 万元."""
    return 11_000 + 1_300 * at


@dataclass(frozen=True, slots=True)
class Line:
    """The HTTP API as somebody signed in at a desk; every change is a command of its own."""

    desk: Desk

    def get(self, path: str) -> Any:
        answer = self.desk.context.request.get(f"/api/v1{path}")
        assert answer.ok, answer.text()
        return answer.json()

    def post(self, path: str, body: Any = None, *, seen: int | None = None, form: Any = None) -> Any:
        csrf = next(one["value"] for one in self.desk.context.cookies() if one["name"] == "csrf")  # type: ignore[typeddict-item]
        headers = {"X-CSRFToken": csrf, "Command-Id": str(uuid4())}
        if seen is not None:
            headers["If-Match"] = f'"{seen}"'
        if form is None:
            headers["Content-Type"] = "application/json"
        data = None if form is not None else json.dumps(body)
        answer = self.desk.context.request.post(f"/api/v1{path}", headers=headers, data=data, multipart=form)
        assert answer.ok, f"{path}: {answer.status} {answer.text()}"
        return answer.json()


def talks_ready_to_sign(officer: Desk, sit: Sit) -> list[str]:
    """Ids of the projects, in the order of NAMES."""
    line = Line(officer)
    officer.open("/projects/new/")
    ids = [_registered(line, at) for at in range(len(NAMES))]
    for id in ids[:-1]:
        bring_contract(line, id)
    people = _members(officer, ids[0])
    for id in ids:
        line.post(f"/projects/{id}/reviews", {"people": people})
    for login in MEMBERS:
        _agree(sit(login), ids)
    for id in ids:
        [review] = line.get(f"/projects/{id}/evidence")["reviews"]
        line.post(f"/reviews/{review['id']}/decide", {"passed": True}, seen=review["version"])
    return ids


def _registered(line: Line, at: int) -> str:
    name = NAMES[at]
    firm = line.post("/enterprises", {"values": {"name": f"{name}制造（示例）有限公司"}})["id"]
    sum = planned(at) * WAN
    values = {"name": name_of(name), "enterprise": firm, "investment_planned": sum, "investment_fixed": sum // 2}
    return str(line.post("/projects", {"values": values})["id"])


def bring_contract(line: Line, id: str) -> None:
    scan = {"name": "投资合同.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + uuid4().hex.encode()}
    line.post(f"/projects/{id}/documents", form={"kind": "contract", "issued_on": "2026-11-20", "file": scan})


def _members(officer: Desk, id: str) -> list[str]:
    """Who is asked, as the page offers them."""
    officer.open(f"/gates/{id}/reviews/new/")
    found = []
    for name in ("任示图", "池示清", "贺示筑"):
        found.append(officer.page.get_by_label(name).get_attribute("value") or "")
    return found


def _agree(member: Desk, ids: list[str]) -> None:
    line = Line(member)
    member.open("/me/")
    for id in ids:
        [review] = line.get(f"/projects/{id}/evidence")["reviews"]
        [own] = [one for one in review["opinions"] if one["mine"]]
        line.post(f"/opinions/{own['id']}", {"verdict": "agree"}, seen=own["version"])
