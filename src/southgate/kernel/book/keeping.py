"""Words and personal data beside the book: kept encrypted, referred to by commitment, erased for good.

AES-256-GCM, a key per row under the house's master key; the row's id is authenticated, so a ciphertext moved
to another row is refused. What an entry keeps is a salted commitment; the salt goes with the row.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from southgate.kernel.book import rowsql
from southgate.kernel.book.digest import commitment, new_salt
from southgate.kernel.book.models import Kept
from southgate.kernel.book.payloads import Said

_NONCE = 12
_SALT = 16


def keyed_digest(text: str) -> str:
    """Digest of a request that may hold personal data: keyed, so that nobody can try names against it."""
    return "hmac-sha256:" + hmac.new(settings.SAID_KEY, text.encode(), hashlib.sha256).hexdigest()


class ToKeep(NamedTuple):
    """A row of `Kept` before it is inserted, in the order of its columns; a model instance weighs ten times that."""

    id: UUID
    subject: UUID
    person: UUID | None
    label: str
    key: bytes
    ciphertext: bytes


def keep(said: Said, *, id: UUID, subject: UUID) -> tuple[ToKeep, Said]:
    """Encrypt the words; returns the row to insert and the reference that may stand in a payload."""
    salt, key = new_salt(), AESGCM.generate_key(bit_length=256)
    text = said.text or ""
    row = ToKeep(
        id=id,
        subject=subject,
        person=said.person,
        label=said.label,
        key=_seal(settings.SAID_KEY, key, id),
        ciphertext=_seal(key, salt + text.encode(), id),
    )
    return row, Said(id=id.hex, commitment=commitment(salt, text))


def read(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """The kept words by id; an erased one is absent. Raises InvalidTag for a row that was tampered with."""
    rows = rowsql.look_up(Kept, ("id", "key", "ciphertext"), "id", ids)
    return {id: _clear(id, key, ciphertext)[1] for id, key, ciphertext in rows}


def open_row(row: Any) -> tuple[bytes, str]:
    """(salt, words) of a kept row. Raises InvalidTag when key, text or id do not belong together."""
    return _clear(row.id, row.key, row.ciphertext)


def _clear(id: UUID, key: Any, ciphertext: Any) -> tuple[bytes, str]:
    clear = _open(_open(settings.SAID_KEY, bytes(key), id), bytes(ciphertext), id)
    return clear[:_SALT], clear[_SALT:].decode()


def holds(row: Any, promised: str) -> bool:
    """Whether a kept row still holds the words that its entry committed to."""
    try:
        salt, text = open_row(row)
    except InvalidTag:
        return False
    return hmac.compare_digest(commitment(salt, text), promised)


def _seal(key: bytes, clear: bytes, id: UUID) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, clear, id.bytes)


def _open(key: bytes, sealed: bytes, id: UUID) -> bytes:
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], id.bytes)
