from southgate.kernel.book.tests.kit import thing_tables  # noqa: F401
