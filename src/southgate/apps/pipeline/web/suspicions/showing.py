"""How suspicions are said: neutral words, strength as a word and not as a score."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from southgate.apps.pipeline.selectors.suspicions.desk import Case
from southgate.domain.matching.bundles.kinds import KIND_NAMES
from southgate.kernel.panels.templatetags.face import said

STRENGTHS = ((700_000, gettext_noop("依据较多")), (500_000, gettext_noop("依据中等")), (0, gettext_noop("依据较少")))
STATES = {
    "open": gettext_noop("等判断"),
    "same": gettext_noop("同一个项目"),
    "different": gettext_noop("不是同一个"),
}
ALIKE = {"same": gettext_noop("相同"), "near": gettext_noop("相近")}


def strength(millionths: int) -> str:
    """The word for a strength; the numbers behind it are the house's own and promise no precision."""
    return next(_(word) for least, word in STRENGTHS if millionths >= least)


def kinds(case: Case) -> str:
    return _("、").join(_(KIND_NAMES[kind]) for kind in case.kinds)


def why(case: Case) -> str:
    return _("；").join(said(reason) for reason in case.because)


def title(case: Case) -> str:
    return _("『%(a)s』和『%(b)s』可能是同一个项目") % {"a": case.a.name, "b": case.b.name}
