"""The contexts of the pages, one function a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.domain.errors import Forbidden
from southgate.kernel import clock
from southgate.kernel.exchange import registry, selectors, services
from southgate.kernel.exchange.exports import FORMS
from southgate.kernel.exchange.models import State, Upload
from southgate.kernel.exchange.web import showing
from southgate.kernel.exchange.workbook.limits import ROWS, UPLOAD
from southgate.kernel.identity.actor import Actor

FILE_HELP = "xlsx、xls 或 csv，20 MB、%(rows)s 行以内。办公室自己的台账也行，不用先改成模板。"
ROWS_A_SECOND = 4_000
"""How many rows a publish writes, roughly: for the sentence before it."""
GOING = {State.READING: "正在读表", State.PUBLISHING: "正在写入", State.UNDOING: "正在撤销"}
OWN_KEYS = frozenset({"form", "command_id", "csrfmiddlewaretoken", "page"})


def page_number(query: QueryDict) -> int:
    text = query.get("page", "1")
    return max(int(text), 1) if text.isdigit() and len(text) < 7 else 1


def start(by: Actor, zone: UUID, chosen: str) -> dict[str, Any]:
    """Raises Forbidden for somebody who may import nothing here."""
    kinds = selectors.kinds_for(by, zone)
    if not kinds:
        raise Forbidden("import", "你的岗位不导入台账")
    kind = next((kind for kind in kinds if kind.key == chosen), kinds[0])
    uploads, total = selectors.recent_uploads(by, zone)
    url = reverse("exchange:start")
    return {
        "title": _("导入台账"),
        "lead": _("先看它会改什么，再写入；写入后可以整批撤销"),
        "steps": showing.steps(None),
        "kinds": [{"label": _(k.title), "url": f"{url}?kind={k.key}", "current": k is kind} for k in kinds],
        "kind": {"key": kind.key, "title": _(kind.title), "ledger": kind.page(None)},
        "template_url": reverse("exchange:template", args=[kind.key]),
        "upload": {
            "action": url, "name": "file", "accept": ".xlsx,.xls,.csv,.txt", "max_bytes": UPLOAD, "result": "#answer",
            "submit": _("读这个表"), "label": _("选一个文件，或拖到这里"), "keep": [("kind", kind.key)],
            "help": _(FILE_HELP) % {"rows": f"{ROWS:,}"},
        },
        "uploads": [batch(one) for one in uploads[:5]],
        "more": total > 5,
    }  # fmt: skip


def batches(by: Actor, zone: UUID, number: int) -> dict[str, Any]:
    uploads, total = selectors.recent_uploads(by, zone, number)
    url, size = reverse("exchange:batches"), selectors.RECENT
    return {
        "title": _("我导入过的"),
        "crumbs": [(_("导入台账"), reverse("exchange:start"))],
        "uploads": [batch(one) for one in uploads],
        "page": {
            "first": (number - 1) * size + 1, "last": (number - 1) * size + len(uploads), "total": total,
            "prev_url": f"{url}?page={number - 1}" if number > 1 else "",
            "next_url": f"{url}?page={number + 1}" if number * size < total else "",
        },
    }  # fmt: skip


def batch(upload: Upload) -> dict[str, Any]:
    kind = registry.ledger_kind(upload.kind)
    return {
        "name": upload.name,
        "kind": _(kind.title),
        "url": reverse("exchange:check", args=[upload.pk]),
        "state": _(State(upload.state).label),
        "day": clock.day_of(upload.created_at),
        "counts": upload.counts,
    }


def check(upload: Upload, by: Actor, query: QueryDict) -> tuple[str, dict[str, Any]]:
    """The page that fits the state of the upload: (template, context)."""
    kind = registry.ledger_kind(upload.kind)
    context = {
        "crumbs": [(_(kind.title), kind.page(None)), (_("导入"), reverse("exchange:start"))],
        "upload": batch(upload),
        "pk": upload.pk,
        "steps": showing.steps(upload),
        "reasons": showing.reasons(upload),
        "before": _before(upload, by),
    }
    if services.is_working(upload):
        title = _(GOING[State(upload.state)])
        return "exchange/working.html", {**context, "title": title, "going": going(upload)}
    if upload.state == State.CHECKED or upload.state == State.PUBLISHING:
        return "exchange/check.html", {**context, **_checked(upload, by, kind, query)}
    if upload.state in {State.PUBLISHED, State.UNDOING, State.UNDONE}:
        return "exchange/done.html", {**context, **_done(upload, kind)}
    return "exchange/refused.html", {**context, "title": _("这个文件读不了"), "state": upload.state}


def _before(upload: Upload, by: Actor) -> dict[str, Any] | None:
    """The same file, imported before, when this reader brought it."""
    if upload.before is None:
        return None
    return batch(services.upload_for(by, upload.before))


def going(upload: Upload) -> dict[str, Any]:
    return {
        "say": _(GOING[State(upload.state)]),
        "done": upload.done,
        "total": max(upload.total, upload.done, 1),
        "poll_url": reverse("exchange:progress", args=[upload.pk]),
        "leave_url": reverse("exchange:start"),
    }


def _checked(upload: Upload, by: Actor, kind: registry.LedgerKind, query: QueryDict) -> dict[str, Any]:
    show = query.get("show", "") if query.get("show") in selectors.OUTCOMES else ""
    number = page_number(query)
    rows = selectors.staged_page(upload, show, number)
    fields = showing.fields_shown(upload, rows, kind)
    names = showing.names_of(kind, by, upload.zone)
    places = upload.plan.get("places", {})
    counts, writes = upload.counts, upload.counts["new"] + upload.counts["changed"]
    return {
        "title": _title(counts, writes),
        "counts": showing.counts(upload, show),
        "heads": showing.heads(fields),
        "lines": [showing.line(row, fields, places, names) for row in rows],
        "page": showing.pager(upload, show, number),
        "back": query.urlencode(),
        "columns": showing.columns(upload, kind),
        "choices": showing.choices(kind),
        "units": showing.unit_questions(upload, kind),
        **showing.lacking(upload, kind, names),
        "new_firms": upload.plan.get("new_firms", 0),
        "asides": showing.asides(upload),
        "hidden": showing.hidden_notes(upload),
        "sheets": upload.plan.get("sheets", []),
        "many_sheets": sum(sheet["read"] for sheet in upload.plan.get("sheets", [])) > 1,
        "head_rows": upload.plan.get("heads", {}),
        "is_template": upload.plan.get("road") == "template",
        "writes": writes,
        "publish_say": _publish_say(counts),
        "seconds": max(1, round(writes / ROWS_A_SECOND)),
        "numbers": counts,
    }


def _publish_say(counts: Mapping[str, int]) -> str:
    """What the button does; what is none is not said."""
    if not counts["changed"]:
        return _("写入：新增 %(new)d 行") % {"new": counts["new"]}
    if not counts["new"]:
        return _("写入：修改 %(changed)d 行") % {"changed": counts["changed"]}
    writes = counts["new"] + counts["changed"]
    return _("写入 %(writes)d 行：新增 %(new)d，修改 %(changed)d") % {"writes": writes, **counts}


def _title(counts: Mapping[str, int], writes: int) -> str:
    params = {"all": sum(counts.values()), "writes": writes, "rejected": counts["rejected"]}
    if counts["rejected"]:
        return _("写入之前先看：%(all)d 行里 %(writes)d 行会写入，%(rejected)d 行退回") % params
    return _("写入之前先看：%(all)d 行里 %(writes)d 行会写入") % params


def _done(upload: Upload, kind: registry.LedgerKind) -> dict[str, Any]:
    params = {"new": upload.counts["new"], "changed": upload.counts["changed"]}
    undone = upload.state == State.UNDONE
    title = _("这一批已撤销") if undone else _("已写入：新增 %(new)d 行，修改 %(changed)d 行") % params
    return {
        "title": title,
        "numbers": upload.counts,
        "ledger": {"url": kind.page(None), "title": _(kind.title)},
        "undone": undone,
        "rejected": upload.counts["rejected"],
    }


def undo(upload: Upload) -> dict[str, Any]:
    counts = upload.counts
    rows = counts.get("new", 0) + counts.get("changed", 0)
    back = reverse("exchange:check", args=[upload.pk])
    return {
        "title": _("撤销一批导入"),
        "crumbs": [(_("导入台账"), reverse("exchange:start")), (upload.name, back)],
        "confirm": {
            "title": _("撤销本批导入的 %(rows)d 行") % {"rows": rows},
            "say": [
                _("新增的 %(new)d 条撤回，修改的 %(changed)d 条改回导入前的样子") % counts,
                _("导入以后又被改过的记录会挡住撤销，并全部列出；那时什么都不会变"),
                _("随表新设的单位和片区保留；撤销本身也记在账上"),
            ],
            "act": _("撤销这 %(rows)d 行") % {"rows": rows},
            "action": reverse("exchange:undo", args=[upload.pk]),
            "back_url": back,
            "grave": True,
        },
    }


def filters(query: QueryDict) -> dict[str, str]:
    """The filter of a ledger page, as it came along."""
    return {key: (query.get(key) or "")[:200] for key in query if key not in OWN_KEYS}


def export(by: Actor, zone: UUID, key: str, query: QueryDict) -> dict[str, Any]:
    kind = services.registry_kind(key)
    if not kind.may(by, "export", zone):
        raise Forbidden("export")
    kept = filters(query)
    back = kind.page(None) + (f"?{urlencode(kept)}" if kept else "")
    return {
        "title": _("导出%(title)s") % {"title": _(kind.title)},
        "crumbs": [(_(kind.title), back)],
        "action": reverse("exchange:export", args=[key]),
        "keep": list(kept.items()),
        "forms": FORMS,
        "back_url": back,
    }


def field_names(upload: Upload) -> frozenset[str]:
    return frozenset(f.name for f in registry.ledger_kind(upload.kind).imported)
