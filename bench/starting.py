"""Child process: the least that a start takes: Django set up and one query."""

import json
import time

began = time.perf_counter()

from bench import acting  # noqa: E402
from southgate.kernel.book.models import Head  # noqa: E402

Head.objects.get()
acting.raw_connection()
print(json.dumps({"setup": time.perf_counter() - began}))
