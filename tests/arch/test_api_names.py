"""Names of schemas in the document of the HTTP API: two of one name would overwrite each other."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from southgate.config.api import api


def test_no_two_schemas_share_a_name(monkeypatch):
    known: dict[str, set[str]] = defaultdict(set)
    add = OpenAPISchema.add_schema_definitions

    def noted(self: OpenAPISchema, definitions: dict[str, Any]) -> Any:
        for name, schema in definitions.items():
            known[name].add(json.dumps(schema, sort_keys=True, default=str))
        return add(self, definitions)

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", noted)
    api.get_openapi_schema()
    assert known and [name for name, schemas in known.items() if len(schemas) > 1] == []
