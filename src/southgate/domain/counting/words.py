"""The words of counting: what kind a signing is, how far its screening is, which list a firm stands on."""

from __future__ import annotations

from enum import StrEnum


class SigningKind(StrEnum):
    """What a signing is to its project (sources 1.4, 明政办〔2006〕95号). `REPEAT`: signed before, for show or not."""

    FIRST = "first"
    REPEAT = "repeat"
    UPGRADE = "upgrade"
    INCREASE = "increase"
    OWNER_CHANGE = "owner_change"


class Form(StrEnum):
    AGREEMENT = "agreement"
    CONTRACT = "contract"


class Screening(StrEnum):
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class ListedClass(StrEnum):
    """三类500强, the highest first: a firm that stands on two lists is put on the higher one (sources 1.6)."""

    GLOBAL = "global"
    CHINA = "china"
    PRIVATE = "private"


KIND_NAMES = dict(zip(SigningKind, ("首次签约", "重复签约", "升格", "增资", "更换业主"), strict=True))
FORM_NAMES = dict(zip(Form, ("协议", "合同"), strict=True))
SCREENING_NAMES = dict(zip(Screening, ("待甄别", "已确认", "已退回"), strict=True))
CLASS_NAMES = dict(zip(ListedClass, ("世界500强", "中国500强", "民营500强"), strict=True))
CLASSES = tuple(ListedClass)
