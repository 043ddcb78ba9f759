"""Units, parks and persons are names that imports of every room may use."""

from __future__ import annotations

from southgate.kernel.exchange import orgnames, scrubbing  # noqa: F401  (scrubbing joins the erasures)

orgnames.register_all()
