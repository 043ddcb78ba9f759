"""Postings of names: an FTS5 table on SQLite, an array column with its indexes on PostgreSQL."""

from django.db import migrations

from southgate.kernel.search import postings


def forwards(apps, schema_editor):
    postings.create(schema_editor)


def backwards(apps, schema_editor):
    postings.drop(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
