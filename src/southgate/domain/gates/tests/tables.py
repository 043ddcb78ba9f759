"""Small gate tables and standings for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from southgate.domain.gates.reviews import ReviewRule
from southgate.domain.gates.standing import Filed, Reviewed, Signed, Standing
from southgate.domain.gates.table import Check, DocumentKind, GateTable, LocalStage, Need, Words
from southgate.domain.projects import STAGE_NAMES, STAGES, Stage

TODAY = date(2026, 11, 24)
RULE = ReviewRule(members=3, share_millionths=666_666)
ROWS = tuple(LocalStage(stage.value, STAGE_NAMES[stage], stage) for stage in STAGES)
KINDS = tuple(DocumentKind(key, key) for key in ("contract", "agreement", "photo", "plan"))
WORDS = Words(
    {
        Check.FIELD: ("enterprise", "investment_fixed"),
        Check.DAY: ("signed_on", "production_promised_on"),
        Check.SUM: ("investment_cny",),
    },
    ("first", "increase"),
    ("agreement", "contract"),
)


def need(check: str, stage: str = "signed", key: str = "it", **more: Any) -> Need:
    return Need(key=key, check=Check(check), label=key, say=f"缺{key}", mend=f"补{key}", stage=stage, **more)


def table(*needs: Need, options: tuple[Need, ...] = ()) -> GateTable:
    return GateTable(ROWS, needs, KINDS, RULE, options)


def standing(stage: Stage = Stage.TALKS, **more: Any) -> Standing:
    return Standing(stage=stage, **more)


def document(kind: str = "contract", digest: str = "a", **more: Any) -> Filed:
    return Filed(kind=kind, digest=digest, **more)


def reviewed(state: str, **more: Any) -> Reviewed:
    return Reviewed(kind="admission", state=state, **more)


def signed(form: str = "contract", kind: str = "first", **more: Any) -> Signed:
    return Signed(kind=kind, form=form, **more)
