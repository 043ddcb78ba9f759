from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0002_project_facts")]

    operations = []
