"""Which rows give a project its keys: its own, its signings, agreements, vouchers, papers and photos.

A source is read the same way from the table and from what a command is about to write, so the first look in the
transaction and every later one see the same keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from southgate.apps.enterprise.api import Enterprise
from southgate.apps.pipeline.models.agreements import Agreement
from southgate.apps.pipeline.models.gates import Document
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.domain.matching.bundles.keys import Key, Meet, contract_key, voucher_keys
from southgate.kernel.book import rowsql, streaming
from southgate.kernel.files.models import StoredFile

BATCH = 500
Columns = Mapping[str, Any]
FIRM_COLUMNS = ("id", "name", "credit_code", "group_name")
PROJECT_COLUMNS = (
    "id", "zone_id", "name", "confidential", "enterprise_id", "site_address", "product", "contractor",
    "investment_cny", "signed_on", "start_on", "produced_on", "withdrawn",
)  # fmt: skip
CONTRACTS = frozenset({"contract", "agreement"})
"""Kinds of documents that are the deal itself; a permit or minutes may well speak of several projects."""


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one kind of subject. `columns` are those that matter here: when none of them changes, nothing does.

    `keys(columns)` is empty for a row that does not stand; `owner(columns)` is its project, None for none.
    """

    kind: str
    model: Any
    columns: tuple[str, ...]
    keys: Callable[[Columns], frozenset[Key]]
    owner: Callable[[Columns], UUID | None]

    def matters(self, columns: Columns) -> tuple[Any, ...]:
        return tuple(columns[name] for name in self.columns)


NOTHING: frozenset[Key] = frozenset()


def _of_number(columns: Columns) -> frozenset[Key]:
    key = contract_key(columns["contract_number"])
    return NOTHING if key is None else frozenset({key})


def _signing(columns: Columns) -> frozenset[Key]:
    return NOTHING if columns["withdrawn"] else _of_number(columns)


def _voucher(columns: Columns) -> frozenset[Key]:
    """Rejected ones too: a slip that was tried for two projects is just what one wants to know."""
    names = ("kind", "number_key", "issuer_key", "payer", "amount_cny", "paid_on", "sha256")
    return voucher_keys(*(columns[name] for name in names))


def _document(columns: Columns) -> frozenset[Key]:
    if columns["withdrawn"] or not columns["sha256"]:
        return NOTHING
    if columns["shot_at_on"] is not None:
        return frozenset({Key(Meet.PHOTO, columns["sha256"])})
    return frozenset({Key(Meet.SCAN, columns["sha256"])}) if columns["kind"] in CONTRACTS else NOTHING


def _file(columns: Columns) -> frozenset[Key]:
    """Pictures put straight on a project's page. The same file only: nothing here can look into a picture."""
    shown = columns["marked_on"] is None and not columns["purged"] and columns["media"].startswith("image/")
    return frozenset({Key(Meet.PHOTO, columns["sha256"])}) if shown and _holder(columns) else NOTHING


def _holder(columns: Columns) -> UUID | None:
    return columns["about"] if columns["about_kind"] == "project" else None


def _project(columns: Columns) -> UUID | None:
    found: UUID = columns["project_id"]
    return found


PAPERS = {
    source.kind: source
    for source in (
        Source("signing", Signing, ("project_id", "contract_number", "signed_on", "withdrawn"), _signing, _project),
        Source("agreement", Agreement, ("project_id", "contract_number"), _of_number, _project),
        Source(
            "voucher", Voucher,
            ("project_id", "kind", "number_key", "issuer_key", "payer", "amount_cny", "paid_on", "sha256"),
            _voucher, _project,
        ),
        Source("document", Document, ("project_id", "kind", "sha256", "shot_at_on", "withdrawn"), _document, _project),
        Source(
            "file", StoredFile, ("about_kind", "about", "sha256", "media", "marked_on", "purged"), _file, _holder
        ),
    )
}  # fmt: skip
"""Rows beside the project's own that give it keys, by kind of subject."""
WATCHED: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "project": (Project, PROJECT_COLUMNS),
    "enterprise": (Enterprise, FIRM_COLUMNS),
    **{kind: (source.model, source.columns) for kind, source in PAPERS.items()},
}
"""Every kind of subject whose change may make or end a suspicion, with the columns that matter."""


def rows_of(kind: str, ids: Iterable[UUID], *, by: str = "pk") -> Iterator[dict[str, Any]]:
    """Columns that matter, with `id`, of the rows whose `by` is among `ids`."""
    model, columns = WATCHED[kind]
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        yield from model._default_manager.filter(**{f"{by}__in": some}).values(*{"id", *columns})


def all_rows(kind: str) -> Iterator[dict[str, Any]]:
    """Columns that matter, with `id`, of every row of a kind, straight from the driver: a third of what the ORM takes
    for a hundred thousand."""
    model, columns = WATCHED[kind]
    fields = rowsql.fields(model, sorted({"id", *columns}))
    quote = connection.ops.quote_name
    listed = ", ".join(quote(field.column) for field in fields)
    readers = [_READERS.get(field.get_internal_type()) for field in fields] if connection.vendor == "sqlite" else []
    read = [(n, reader) for n, reader in enumerate(readers) if reader is not None]
    names = [field.attname for field in fields]
    for row in streaming.rows(f"SELECT {listed} FROM {quote(model._meta.db_table)}", []):
        values = list(row)
        for n, reader in read:
            if values[n] is not None:
                values[n] = reader(values[n])
        yield dict(zip(names, values, strict=True))


_READERS: Mapping[str, Callable[[Any], Any]] = {"UUIDField": UUID, "ForeignKey": lru_cache(maxsize=20_000)(UUID)}
"""SQLite's driver gives ids as text; days and truths it reads by itself."""
