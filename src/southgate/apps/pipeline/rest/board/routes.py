"""Operations on board and funnel: one line each."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from ninja import Router

from southgate.apps.pipeline.rest.board import documents as seen
from southgate.apps.pipeline.rest.board import reading
from southgate.apps.pipeline.rest.projects.documents import FILTER
from southgate.kernel.panels.rest.asking import extra
from southgate.kernel.panels.rest.documents import answers

router = Router(tags=["projects"])

router.get(
    "", response=answers(seen.BoardSeen, 404), summary=gettext_noop("按阶段的看板"), openapi_extra=extra(*FILTER)
)(reading.columns)
router.get(
    "/column", response=answers(seen.BoardColumnSeen, 404), summary=gettext_noop("看板的一栏"),
    openapi_extra=extra(*seen.COLUMN),
)(reading.column)  # fmt: skip
router.get(
    "/funnel", response=answers(seen.FunnelSeen, 404), summary=gettext_noop("漏斗"), openapi_extra=extra(*seen.GROUPED)
)(reading.funnel)
