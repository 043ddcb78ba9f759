"""Stages as offices name them, and the words for a project that is no more (that is a status, not a stage)."""

from __future__ import annotations

import re

from southgate.domain.caching import cached
from southgate.domain.errors import Reason
from southgate.domain.reading.ledger.reading import Reading, absent, asked
from southgate.domain.reading.ledger.tables import Tables
from southgate.domain.reading.ledger.text import fold

LONGEST = 80  # characters; a longer text is a sentence
_TAIL = re.compile(r"(?:的)?(?:类|项目|工程|阶段|状态|企业)+$")
_HEAD = re.compile(r"^(?:(?:19|20)\d\d年|今年|本年度?|当年|重点|产业|工业|招商|计划内)+")
_ASIDE = re.compile(r"\([^()]*\)")
STOPPED = re.compile(r"暂停|停工|停建|缓建|中止|停产|搁置|停滞|暂缓")


@cached(20_000)
def stage_of(text: str, words: Tables) -> str | None:
    """The stage that a word or a section label means, None when it means none."""
    if len(text) > LONGEST:
        return None
    plain = _ASIDE.sub("", fold(text)).strip("。.、,，;；:： -—")
    for form in (plain, _TAIL.sub("", plain), _HEAD.sub("", plain), _HEAD.sub("", _TAIL.sub("", plain))):
        if form in words.stages:
            return words.stages[form]
    return None


@cached(100_000)
def is_cancelled(text: str, words: Tables) -> bool:
    """Whether a text says that the project is over: 已终止, 项目已取消，企业放弃投资."""
    plain = fold(text)
    return bool(words.cancelled.match(plain)) and not words.not_cancelled.search(plain)


def read_stage(raw: str, words: Tables) -> Reading:
    """A cell of a stage column. An ended project has no stage; an unknown word is asked about."""
    if fold(raw) in words.blank["all"]:
        return absent(raw)
    if is_cancelled(raw, words):
        return Reading(None, raw, Reason("写明项目已终止，不计阶段"))
    stage = stage_of(raw, words)
    if stage is not None:
        return Reading(stage, raw, Reason("“%(raw)s”即%(stage)s", {"raw": raw, "stage": stage}))
    if STOPPED.search(raw):
        return asked(raw, "unknown_stage", "阶段栏写“%(raw)s”，这是状态，请确认项目停在哪个阶段。")
    return asked(raw, "unknown_stage", "阶段栏写“%(raw)s”，请确认属于哪个阶段。")
