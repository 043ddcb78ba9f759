"""三类500强: which list of which year counts for a signing, and the one class that a firm is put in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from southgate.apps.pipeline.models.signings import ListedFirm
from southgate.domain.counting.words import CLASSES, ListedClass
from southgate.domain.errors import Reason


@dataclass(frozen=True, slots=True)
class Standing:
    """The highest record of a firm among the lists as of a day, and the key under which it is one firm."""

    firm: UUID
    list: ListedClass
    key: str


def lists_as_of(on: date) -> dict[str, int]:
    """Class → year of its newest list that is no newer than the day's year."""
    found = ListedFirm.objects.filter(withdrawn=False, year__lte=on.year).values_list("list").annotate(last=Max("year"))
    return dict(found)


def standing(chosen: UUID, on: date) -> Standing | Reason:
    """The firm that was chosen, as the lists as of the signing have it; of two lists it is put on the higher one."""
    row = ListedFirm.objects.get(pk=chosen)
    years = lists_as_of(on)
    same = {
        ListedClass(one.list): one
        for one in ListedFirm.objects.filter(name_key=row.name_key, withdrawn=False)
        if years.get(one.list) == one.year
    }
    best = next((one for one in CLASSES if one in same), None)
    if best is None:
        params = {"name": row.name, "year": years.get(row.list) or on.year}
        say = "%(name)s不在签约时（%(year)d 年）的名单上"
        return Reason(say, params, where="listed_firm", mend="核对签约那年的名单；没有导入的先导入")
    return Standing(same[best].pk, best, row.credit_code or row.name_key)
