"""Argon2 is slow on purpose; tests of sign-in hash dozens of passwords, so they use a quick one."""

import pytest


@pytest.fixture(autouse=True)
def _quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
