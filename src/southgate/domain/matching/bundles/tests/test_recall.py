"""What was put in is found, and little else: counts are printed (`pytest -s`)."""

from __future__ import annotations

import sys
from collections import defaultdict
from uuid import UUID

from southgate.domain.matching.bundles.kinds import Kind
from southgate.domain.matching.bundles.tests.made import WAN, made, planted, run

EACH, COUNT = 20, 3_000


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def test_planted_bundles_are_found_and_unrelated_pairs_are_few():
    world = planted(made(COUNT, 1), 2, EACH)
    found = defaultdict[frozenset[UUID], set[Kind]](set)
    for one in run(world.projects, world.papers):
        found[frozenset({one.a, one.b})].add(one.kind)
    truth = set().union(*world.truth.values())
    for kind, pairs in world.truth.items():
        hits = sum(kind in found[pair] for pair in pairs)
        say(f"{kind.value}: {hits} of {len(pairs)}")
        assert hits == len(pairs), kind
    pairs = {pair for pair, kinds in found.items() if kinds}
    others = len(pairs - truth)
    precision = len(pairs & truth) * 100 // len(pairs)
    say(f"{len(world.projects)} projects: {len(pairs)} pairs, {others} of them not put in; precision {precision} %")
    assert others <= COUNT // 20 and precision >= 60


def test_nothing_put_in_little_found():
    projects = made(COUNT, 5)
    pairs = {(one.a, one.b) for one in run(projects)}
    say(f"{COUNT} unrelated projects: {len(pairs)} pairs")
    assert len(pairs) <= COUNT // 20


def test_every_kind_of_bundle_is_planted():
    world = planted(made(300, 3), 4, 2)
    assert set(world.truth) == set(Kind) and all(one.planned != WAN for one in world.projects)
