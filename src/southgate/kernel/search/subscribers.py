"""Names follow the rows they are made of: a rebuild, and a book taken in from a file, make them anew."""

from __future__ import annotations

from southgate.kernel.book.rebuilding import after_rebuild
from southgate.kernel.search.indexing import reindex

after_rebuild(reindex)
