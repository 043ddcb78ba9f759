"""What a site photo must show before it is evidence of a start, checked all at once.

Source: 云统发〔2018〕66号 (sources 1.6): project name, place, start time, time of the shot, and of the verifier
name, unit, post and telephone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from southgate.domain.errors import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFacts:
    """What is said of a photo. `work` is a key of WORKS; the verifier is the person who vouches for it."""

    shows_name: bool = False
    place: str = ""
    work: str = ""
    started_on: date | None = None
    shot_on: date | None = None
    verifier: str = ""
    verifier_unit: str = ""
    verifier_post: str = ""
    verifier_phone: str = ""


WORKS = {
    "piling": "正式打桩",
    "foundation": "基础施工",
    "structure": "主体结构",
    "equipment": "设备到场或安装",
    "running": "生产线运行",
    "levelling": "平整场地",
}
"""What a photo can show. Site levelling is named because it does not count as a start."""
_DIGITS = re.compile(r"\d")
SHORTEST_PHONE = 7  # digits of a local number


def photo_faults(facts: PhotoFacts, *, today: date) -> list[Reason]:
    """Everything that the photo lacks, in the order in which one would fill it in; empty when it serves."""
    return [*_shown(facts), *_days(facts, today), *_verifier(facts)]


def _shown(facts: PhotoFacts) -> Iterator[Reason]:
    if not facts.shows_name:
        yield Reason("照片上看不到项目名称", where="shows_name", mend="重拍，拍进写有项目名称的牌子")
    if not facts.place.strip():
        yield Reason("没有写拍摄地点", where="place", mend="写到片区、路名、地块")
    if facts.work not in WORKS:
        yield Reason("没有选照片拍的是什么", where="work", mend="选正式打桩、主体结构等")


def _days(facts: PhotoFacts, today: date) -> Iterator[Reason]:
    started, shot = facts.started_on, facts.shot_on
    if started is None:
        yield Reason("没有写开工时间", where="started_on", mend="写照片上这项施工开始的日期")
    if shot is None:
        yield Reason("没有写拍摄时间", where="shot_on", mend="写拍照的日期")
    for where, day in (("started_on", started), ("shot_on", shot)):
        if day is not None and day > today:
            yield Reason("%(day)s 还没有到", {"day": day.isoformat()}, where, "写实际的日期")
    if started is not None and shot is not None and shot < started:
        params = {"shot": shot.isoformat(), "started": started.isoformat()}
        yield Reason("拍摄时间 %(shot)s 早于开工时间 %(started)s", params, "shot_on", "核对两个日期")


def _verifier(facts: PhotoFacts) -> Iterator[Reason]:
    asked = (
        ("verifier", facts.verifier, "没有写核验人姓名"),
        ("verifier_unit", facts.verifier_unit, "没有写核验人单位"),
        ("verifier_post", facts.verifier_post, "没有写核验人职务"),
    )
    for where, text, say in asked:
        if not text.strip():
            yield Reason(say, where=where, mend="写到现场核验的人")
    if not facts.verifier_phone.strip():
        yield Reason("没有写核验人电话", where="verifier_phone", mend="写到现场核验的人")
    elif len(_DIGITS.findall(facts.verifier_phone)) < SHORTEST_PHONE:
        yield Reason("核验人电话不足 7 位", where="verifier_phone", mend="写全区号和号码")
