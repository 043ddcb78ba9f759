"""Operations on vouchers: one line each."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from ninja import Router

from southgate.apps.pipeline.rest.projects.documents import PAST
from southgate.apps.pipeline.rest.vouchers import documents as seen
from southgate.apps.pipeline.rest.vouchers import operations as do
from southgate.kernel.panels.rest.asking import COMMAND_ID, IF_MATCH, extra
from southgate.kernel.panels.rest.documents import answers, changes

router = Router(tags=["vouchers"])
ONE, OF = "/{uuid:id}", "/projects/{uuid:id}"
NEW, CHANGE = extra(COMMAND_ID), extra(COMMAND_ID, IF_MATCH)

router.get(
    "", response=answers(seen.VoucherPage, 404), summary=gettext_noop("到位资金凭证"), openapi_extra=extra(PAST)
)(do.vouchers)  # fmt: skip
router.post(OF, response=changes(status=201), summary=gettext_noop("登记凭证"), openapi_extra=NEW)(do.enter)
router.get(
    OF, response=answers(seen.InPlaceSeen, 404), summary=gettext_noop("一个项目的到位资金"),
    openapi_extra=extra(PAST),
)(do.of_project)  # fmt: skip
router.get(
    ONE, response=answers(seen.WholeVoucher, 404), summary=gettext_noop("一张凭证"), openapi_extra=extra(PAST)
)(do.one)  # fmt: skip
router.patch(ONE, response=changes(), summary=gettext_noop("更正凭证"), openapi_extra=CHANGE)(do.correct)
router.post(f"{ONE}/slip", response=changes(), summary=gettext_noop("传凭证影像"), openapi_extra=CHANGE)(do.put_slip)
router.post(f"{ONE}/accept", response=changes(), summary=gettext_noop("认定凭证"), openapi_extra=CHANGE)(do.accept)
router.post(f"{ONE}/reject", response=changes(), summary=gettext_noop("不予认定"), openapi_extra=CHANGE)(do.reject)
router.post(f"{ONE}/return", response=changes(), summary=gettext_noop("撤回认定"), openapi_extra=CHANGE)(do.take_back)
