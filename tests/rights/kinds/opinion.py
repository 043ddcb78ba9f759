"""An opinion asked in a review: of the project's responsible person (`by_person`), or of the unit that leads it."""

from datetime import date
from uuid import uuid4

from southgate.apps.pipeline.models.gates import Opinion, Review
from tests.rights.kinds import project
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, of in project.subjects(world).items():
        for who, asked in (("person", {"person_id": world.owner}), ("unit", {"unit_id": world.home.first_unit})):
            review = Review.objects.create(
                id=uuid4(), version=1, position=1, zone_id=world.home.zone, project=of.row, kind=f"of_{who}",
                convened_on=date(2026, 1, 1),
            )  # fmt: skip
            row = Opinion.objects.create(
                id=uuid4(), version=1, position=1, zone_id=world.home.zone, project=of.row, review=review, **asked
            )
            found[f"{status}_{who}"] = Subject(row, of.relations)
    return found
