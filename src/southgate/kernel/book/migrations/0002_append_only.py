"""Triggers that keep the book append-only, on both databases, and the head row."""

from django.db import migrations

from southgate.kernel.book import triggers


def forwards(apps, schema_editor):
    triggers.create(schema_editor)
    head = apps.get_model("book", "Head")
    head.objects.create(id=1, position=0, recorded_at=0, root=triggers.EMPTY_ROOT)


def backwards(apps, schema_editor):
    triggers.drop(schema_editor)
    apps.get_model("book", "Head").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("book", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
