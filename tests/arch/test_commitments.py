"""A commitment belongs to its signed agreement: no count, task, rank or target reads it (sources 12.3).

Kept by structure, not by care: nothing that counts imports it, no table of targets or figures has a key to it, and no
definition of a count names it.
"""

from __future__ import annotations

import tomllib

import grimp
from django.apps import apps

from southgate.apps.pipeline.models.agreements import Agreement, Commitment, CommitmentPast
from southgate.apps.pipeline.models.signings import Task
from tests.arch import source

OWN = "southgate.apps.pipeline."
COUNTING = ("figures", "counting", "signings", "board", "tasks", "appraisal", "ranking", "vouchers", "gates", "leads")
"""Subjects of the room that count, rank, or are counted. What only shows agreements is none of them."""
HOLDERS = {"Commitment", "CommitmentPast"}
"""The only tables with a key to a commitment: one commitment that waits for another."""


def counting_modules(graph: grimp.ImportGraph) -> list[str]:
    found = [name for name in graph.modules if name.startswith("southgate.domain.counting")]
    for name in graph.modules:
        parts = name.removeprefix(OWN).split(".")
        if name.startswith(OWN) and len(parts) > 1 and parts[1] in COUNTING and "tests" not in parts:
            found.append(name)
    return found


def readers(graph: grimp.ImportGraph) -> list[str]:
    """Modules that count and import, by whatever way, what holds commitments."""
    return [
        f"{name} -> {target}"
        for name in counting_modules(graph)
        for target in graph.find_upstream_modules(name)
        if "agreements" in target.split(".")
    ]


def test_nothing_that_counts_can_see_a_commitment():
    graph = grimp.build_graph("southgate", cache_dir=None)
    assert len(counting_modules(graph)) > 5
    assert readers(graph) == []


def test_a_planted_reader_is_found():
    graph = grimp.build_graph("southgate", cache_dir=None)
    graph.add_import(importer="southgate.domain.counting.words", imported="southgate.domain.agreements.commitments")
    assert readers(graph)


def test_no_table_has_a_key_to_a_commitment_and_a_task_to_no_agreement():
    holders = {
        model.__name__
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model in {Commitment, CommitmentPast}
    }
    assert holders == HOLDERS
    keys = {field.related_model for field in Task._meta.get_fields() if field.is_relation and field.concrete}
    assert not keys & {Agreement, Commitment}


def test_no_definition_of_a_count_names_one():
    tables = {"pipeline_commitment", "pipeline_commitmentpast", "commitment", "commitments", "agreement"}
    for path in (source.PACKAGE / "packs").rglob("*.toml"):
        pack = tomllib.loads(path.read_text(encoding="utf-8"))
        if pack["pack"]["schema"].startswith("counting"):
            assert not tables & set(str(pack).replace("'", " ").replace(",", " ").split()), path.name
