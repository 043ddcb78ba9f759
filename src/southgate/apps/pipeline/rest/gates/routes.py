"""Operations on gates: one line each. Those of a project stand under it, the rest under what they are about."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from ninja import Router

from southgate.apps.pipeline.rest.gates import documents as seen
from southgate.apps.pipeline.rest.gates import operations as do
from southgate.apps.pipeline.rest.projects.documents import PAST
from southgate.kernel.panels.rest.asking import COMMAND_ID, IF_MATCH, extra
from southgate.kernel.panels.rest.documents import answers, changes

router = Router(tags=["gates"])
PROJECT = "/projects/{uuid:id}"
ADD, CHANGE = extra(COMMAND_ID), extra(COMMAND_ID, IF_MATCH)

router.get(
    f"{PROJECT}/gates/{{to}}", response=answers(seen.GateSeen, 404), summary=gettext_noop("到一个阶段还缺什么"),
    openapi_extra=extra(PAST),
)(do.gate)  # fmt: skip
router.get(
    f"{PROJECT}/evidence", response=answers(seen.BehindSeen, 404), summary=gettext_noop("材料、评审与放行"),
    openapi_extra=extra(PAST),
)(do.everything)  # fmt: skip
router.post(
    f"{PROJECT}/documents", response=changes(status=201), summary=gettext_noop("补材料"), openapi_extra=ADD
)(do.add_document)  # fmt: skip
router.post(
    f"{PROJECT}/reviews", response=changes(status=201), summary=gettext_noop("提交准入评审"), openapi_extra=ADD
)(do.convene_review)  # fmt: skip
router.post(
    f"{PROJECT}/overrides", response=changes(status=201), summary=gettext_noop("申请放行"), openapi_extra=ADD
)(do.ask_override)  # fmt: skip
router.post(
    "/documents/{uuid:id}/withdraw", response=changes(), summary=gettext_noop("撤回这份材料"), openapi_extra=CHANGE
)(do.withdraw_document)  # fmt: skip
router.post("/opinions/{uuid:id}", response=changes(), summary=gettext_noop("提评审意见"), openapi_extra=CHANGE)(
    do.give_opinion
)
router.post(
    "/reviews/{uuid:id}/decide", response=changes(), summary=gettext_noop("写评审结论"), openapi_extra=CHANGE
)(do.decide_review)  # fmt: skip
router.post(
    "/overrides/{uuid:id}/decide", response=changes(), summary=gettext_noop("决定放行"), openapi_extra=CHANGE
)(do.decide_override)  # fmt: skip
