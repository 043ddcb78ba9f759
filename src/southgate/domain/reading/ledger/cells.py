"""One cell of a known column, read by the rule of its field."""

from __future__ import annotations

from southgate.domain.caching import cached
from southgate.domain.errors import Reason
from southgate.domain.identifiers import check_credit_code
from southgate.domain.money import Unit
from southgate.domain.reading.ledger.amounts import read_amount
from southgate.domain.reading.ledger.dates import read_date
from southgate.domain.reading.ledger.grid import Fault, Style, Value
from southgate.domain.reading.ledger.quantities import read_jobs, read_land, read_percent
from southgate.domain.reading.ledger.reading import AS_WRITTEN, Doubt, Reading, absent, asked
from southgate.domain.reading.ledger.stages import is_cancelled, read_stage
from southgate.domain.reading.ledger.tables import DATES, MONEYS, Tables
from southgate.domain.reading.ledger.text import fold, shown, squeeze
from southgate.domain.reading.ledger.units import ColumnUnit

LONGEST = 120  # characters; a longer text is no figure, whatever digits it holds
FIGURES = {
    **dict.fromkeys(MONEYS, "not_a_number"),
    **dict.fromkeys(DATES, "date_text"),
    **dict.fromkeys(("land_mu", "jobs", "progress_percent"), "not_a_number"),
    "stage": "unknown_stage",
    "credit_code": "damaged_code",
}
CLEANED = Reason("去掉空白，统一全半角和括号")
ENDED = Reason("写明项目已终止")


def read_cell(
    field: str, value: Value, style: Style, unit: ColumnUnit | None, words: Tables, *, typed: bool
) -> Reading:
    """The reading of one cell. A text that says the project ended is no value and no question of any other field."""
    money, land = (unit.unit, unit.land) if unit else (None, None)
    if isinstance(value, str):
        return _text_cell(value, field, money, land, words, typed)
    blank = words.blank
    if field in MONEYS:
        return read_amount(value, money, blank["amounts"], style.number_format)
    if field in DATES:
        return read_date(value, blank["dates"], typed=typed, number_format=style.number_format)
    if field == "land_mu":
        return read_land(value, land, blank["quantities"])
    if field == "jobs":
        return read_jobs(value, blank["quantities"])
    if field == "progress_percent":
        return read_percent(value, blank["quantities"], style.number_format)
    return _other(field, value, words)


@cached(200_000)
def _text_cell(value: str, field: str, money: Unit | None, land: str | None, words: Tables, typed: bool) -> Reading:
    raw, blank = shown(value), words.blank
    if len(raw) > LONGEST and field in FIGURES:
        return asked(
            raw[:LONGEST], FIGURES[field], "这一格有 %(length)d 字，不是一个数或日期，请补填。", length=len(raw)
        )
    if field not in ("project_name", "enterprise", "progress_note") and is_cancelled(raw, words):
        return Reading(None, raw, ENDED)
    if field in MONEYS:
        return read_amount(value, money, blank["amounts"])
    if field in DATES:
        return read_date(value, blank["dates"], typed=typed)
    if field == "land_mu":
        return read_land(value, land, blank["quantities"])
    if field == "jobs":
        return read_jobs(value, blank["quantities"])
    if field == "progress_percent":
        return read_percent(value, blank["quantities"])
    return _other(field, value, words)


def _other(field: str, value: Value, words: Tables) -> Reading:
    raw = shown(value)
    if isinstance(value, Fault) or raw.startswith(("#REF", "#N/A", "#VALUE", "#NAME", "#DIV")):
        return asked(raw, "formula_error", "此格公式出错（%(raw)s），请补填。")
    if fold(raw) in words.blank["all"]:
        return absent(raw)
    if field == "stage":
        return read_stage(raw, words)
    if field == "credit_code":
        return _code(value, raw)
    if field == "progress_note":
        return Reading(raw, raw, AS_WRITTEN)
    clean = squeeze(raw)
    return Reading(clean, raw, AS_WRITTEN if clean == raw else CLEANED)


def _code(value: Value, raw: str) -> Reading:
    check = check_credit_code(value if isinstance(value, int | float) and not isinstance(value, bool) else raw)
    if check.wrong is not None:
        question = Reason("%(wrong)s，%(mend)s。", {"wrong": check.wrong, "mend": Reason(check.wrong.mend), "raw": raw})
        return Reading(None, raw, check.wrong, doubt=Doubt("damaged_code", question))
    return Reading(check.code, raw, Reason("18 位，校验位相符"))
