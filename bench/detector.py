"""Child process: all keys made anew, then every project compared with those it shares one with, on a copy.

The first comparison writes what it finds, the second finds it known. Floor: the keys read.
"""

from __future__ import annotations

import json
import time

from bench.acting import raw_connection  # first: it starts Django

from southgate.apps.pipeline.models.suspicions import Suspicion  # isort: skip
from southgate.apps.pipeline.services.suspicions import keying  # isort: skip
from southgate.apps.pipeline.services.suspicions.running import run  # isort: skip
from southgate.kernel import clock  # isort: skip
from southgate.kernel.identity.actor import system_actor  # isort: skip

KEYS = "SELECT kind, key, project FROM pipeline_matchkey ORDER BY kind, key"


def main() -> None:
    began = time.perf_counter()
    keying.rekey_all()
    keyed = time.perf_counter() - began
    cursor = raw_connection().cursor()
    began = time.perf_counter()
    cursor.execute(KEYS)
    keys = len(cursor.fetchall())
    floor = time.perf_counter() - began
    took, raised = _run()
    again, _ = _run()
    print(json.dumps({"keyed": keyed, "took": took, "again": again, "floor": floor, "keys": keys, "raised": raised,
                      "known": Suspicion.objects.count()}))  # fmt: skip


def _run() -> tuple[float, int]:
    began = time.perf_counter()
    ran = run(by=system_actor(), today=clock.today(), keys=False)
    return time.perf_counter() - began, ran.raised


if __name__ == "__main__":
    main()
