"""A project as the talks library has it: the same rows as projects, with verbs of their own."""

from __future__ import annotations

from tests.rights.kinds import project
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    return project.subjects(world)
