"""The audit pack: GET says what will be in it, POST writes it; who took it stands in the book."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.projects.reading import project_for
from southgate.apps.pipeline.services.agreements.audit import take_pack
from southgate.kernel.exchange.web.handing import folder, hand_out
from southgate.kernel.panels.answers import AuthedRequest, command_id, page


def audit_page(request: AuthedRequest, pk: UUID) -> HttpResponseBase:
    project = project_for(request.actor, pk, "audit")
    if request.method != "POST":
        return _asked(request, pk, project.name)
    path, found = take_pack(pk, folder(), by=request.actor, today=request.today, command_id=command_id(request))
    name = _("%(code)s 审计证据包 %(position)s.zip") % {"code": found.code, "position": found.position}
    return hand_out(path, name, "zip")


def _asked(request: AuthedRequest, pk: UUID, name: str) -> HttpResponse:
    title = _("下载『%(name)s』的审计证据包") % {"name": name}
    confirm = {
        "title": title,
        "say": [
            _(
                "一个压缩包：台账（基本情况、签约、协议与版本、条款与审查、双方义务、凭证、证据文件清单、变更记录）、协议文本、文件原件、摘要清单。"
            ),
            _("只读，供审计和调查用；里面有企业的商业秘密，按规定保管。"),
            _("谁在什么时候下载、包的摘要，记在账上。"),
        ],
        "act": _("下载证据包"),
        "action": request.path,
        "back_url": reverse("pipeline:project", args=[pk]),
    }
    return page(request, "pipeline/projects/confirm.html", {"title": title, "confirm": confirm})
