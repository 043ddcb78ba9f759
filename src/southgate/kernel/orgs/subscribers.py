"""Once the house is up, identity knows where posts and zones come from."""

from southgate.kernel.orgs import grants  # noqa: F401
