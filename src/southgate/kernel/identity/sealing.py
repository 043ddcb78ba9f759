"""Secrets of second factors at rest: AES-256-GCM under a key of their own, derived from the house's master key."""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12
_PURPOSE = b"second factor"


def seal(text: str) -> str:
    """Hexadecimal: nonce and ciphertext."""
    nonce = os.urandom(_NONCE)
    return (nonce + AESGCM(_key()).encrypt(nonce, text.encode(), _PURPOSE)).hex()


def unseal(sealed: str) -> str:
    """Raises InvalidTag for a text that was not sealed here, or with another key."""
    raw = bytes.fromhex(sealed)
    return AESGCM(_key()).decrypt(raw[:_NONCE], raw[_NONCE:], _PURPOSE).decode()


def _key() -> bytes:
    return hmac.new(settings.SAID_KEY, _PURPOSE, hashlib.sha256).digest()
