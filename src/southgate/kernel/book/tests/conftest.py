from southgate.kernel.book.tests.kit import made_tables, thing_tables  # noqa: F401
