"""Readers of packs that the kernel itself works with are known once the house is up."""

from southgate.kernel.packs import signin  # noqa: F401
