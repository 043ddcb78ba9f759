from django.db import migrations, models


class Migration(migrations.Migration):
    """The index of stages answers the counts of the board alone: what they look at stands in it."""

    dependencies = [("pipeline", "0009_suspicions")]

    operations = [
        migrations.RemoveIndex(model_name="project", name="project_stage"),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=[
                    "zone",
                    "stage",
                    "-investment_cny",
                    "id",
                    "confidential",
                    "withdrawn",
                    "status",
                    "key_project",
                    "lead_unit",
                ],
                condition=models.Q(("withdrawn", False)),
                name="project_stage",
            ),
        ),
    ]
