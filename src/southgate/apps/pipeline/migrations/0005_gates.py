import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pipeline', '0004_meetings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('version', models.IntegerField()),
                ('position', models.BigIntegerField()),
                ('kind', models.CharField(max_length=40)),
                ('file', models.UUIDField(null=True)),
                ('sha256', models.CharField(default='', max_length=64)),
                ('number', models.CharField(default='', max_length=80)),
                ('issued_on', models.DateField(null=True)),
                ('planned_on', models.DateField(null=True)),
                ('shows_name', models.BooleanField(default=False)),
                ('place', models.CharField(default='', max_length=200)),
                ('work', models.CharField(default='', max_length=20)),
                ('started_on', models.DateField(null=True)),
                ('shot_at_on', models.DateField(null=True)),
                ('verifier_said', models.UUIDField(null=True)),
                ('verifier_unit', models.CharField(default='', max_length=100)),
                ('verifier_post_said', models.UUIDField(null=True)),
                ('verifier_phone_said', models.UUIDField(null=True)),
                ('added_on', models.DateField(null=True)),
                ('withdrawn', models.BooleanField(default=False)),
                ('withdrawn_on', models.DateField(null=True)),
                ('reason_said', models.UUIDField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='DocumentPast',
            fields=[
                ('past_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('id', models.UUIDField()),
                ('version', models.IntegerField()),
                ('known_from', models.BigIntegerField()),
                ('known_to', models.BigIntegerField(null=True)),
                ('kind', models.CharField(max_length=40)),
                ('file', models.UUIDField(null=True)),
                ('sha256', models.CharField(default='', max_length=64)),
                ('number', models.CharField(default='', max_length=80)),
                ('issued_on', models.DateField(null=True)),
                ('planned_on', models.DateField(null=True)),
                ('shows_name', models.BooleanField(default=False)),
                ('place', models.CharField(default='', max_length=200)),
                ('work', models.CharField(default='', max_length=20)),
                ('started_on', models.DateField(null=True)),
                ('shot_at_on', models.DateField(null=True)),
                ('verifier_said', models.UUIDField(null=True)),
                ('verifier_unit', models.CharField(default='', max_length=100)),
                ('verifier_post_said', models.UUIDField(null=True)),
                ('verifier_phone_said', models.UUIDField(null=True)),
                ('added_on', models.DateField(null=True)),
                ('withdrawn', models.BooleanField(default=False)),
                ('withdrawn_on', models.DateField(null=True)),
                ('reason_said', models.UUIDField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('version', models.IntegerField()),
                ('position', models.BigIntegerField()),
                ('verdict', models.CharField(choices=[('agree', 'agree'), ('conditions', 'conditions'), ('against', 'against')], default='', max_length=10)),
                ('text_said', models.UUIDField(null=True)),
                ('on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='OpinionPast',
            fields=[
                ('past_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('id', models.UUIDField()),
                ('version', models.IntegerField()),
                ('known_from', models.BigIntegerField()),
                ('known_to', models.BigIntegerField(null=True)),
                ('verdict', models.CharField(choices=[('agree', 'agree'), ('conditions', 'conditions'), ('against', 'against')], default='', max_length=10)),
                ('text_said', models.UUIDField(null=True)),
                ('on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Override',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('version', models.IntegerField()),
                ('position', models.BigIntegerField()),
                ('to', models.CharField(choices=[('talks', 'talks'), ('signed', 'signed'), ('landed', 'landed'), ('started', 'started'), ('building', 'building'), ('production', 'production'), ('full', 'full')], max_length=10)),
                ('needs', models.JSONField(default=list)),
                ('reason_said', models.UUIDField(null=True)),
                ('asked_on', models.DateField(null=True)),
                ('decided_on', models.DateField(null=True)),
                ('decision_said', models.UUIDField(null=True)),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('granted', 'Granted'), ('refused', 'Refused'), ('used', 'Used')], default='asked', max_length=7)),
                ('used_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='OverridePast',
            fields=[
                ('past_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('id', models.UUIDField()),
                ('version', models.IntegerField()),
                ('known_from', models.BigIntegerField()),
                ('known_to', models.BigIntegerField(null=True)),
                ('to', models.CharField(choices=[('talks', 'talks'), ('signed', 'signed'), ('landed', 'landed'), ('started', 'started'), ('building', 'building'), ('production', 'production'), ('full', 'full')], max_length=10)),
                ('needs', models.JSONField(default=list)),
                ('reason_said', models.UUIDField(null=True)),
                ('asked_on', models.DateField(null=True)),
                ('decided_on', models.DateField(null=True)),
                ('decision_said', models.UUIDField(null=True)),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('granted', 'Granted'), ('refused', 'Refused'), ('used', 'Used')], default='asked', max_length=7)),
                ('used_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('version', models.IntegerField()),
                ('position', models.BigIntegerField()),
                ('kind', models.CharField(default='admission', max_length=20)),
                ('convened_on', models.DateField(null=True)),
                ('state', models.CharField(choices=[('open', 'Open'), ('passed', 'Passed'), ('returned', 'Returned')], default='open', max_length=8)),
                ('decided_on', models.DateField(null=True)),
                ('conditions_said', models.UUIDField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ReviewPast',
            fields=[
                ('past_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('id', models.UUIDField()),
                ('version', models.IntegerField()),
                ('known_from', models.BigIntegerField()),
                ('known_to', models.BigIntegerField(null=True)),
                ('kind', models.CharField(default='admission', max_length=20)),
                ('convened_on', models.DateField(null=True)),
                ('state', models.CharField(choices=[('open', 'Open'), ('passed', 'Passed'), ('returned', 'Returned')], default='open', max_length=8)),
                ('decided_on', models.DateField(null=True)),
                ('conditions_said', models.UUIDField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='document',
            name='added_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='document',
            name='project',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project'),
        ),
        migrations.AddField(
            model_name='document',
            name='zone',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone'),
        ),
        migrations.AddField(
            model_name='documentpast',
            name='added_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='documentpast',
            name='project',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project'),
        ),
        migrations.AddField(
            model_name='documentpast',
            name='zone',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone'),
        ),
        migrations.AddField(
            model_name='opinion',
            name='given_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='opinion',
            name='person',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='opinion',
            name='project',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project'),
        ),
        migrations.AddField(
            model_name='opinion',
            name='unit',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit'),
        ),
        migrations.AddField(
            model_name='opinion',
            name='zone',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone'),
        ),
        migrations.AddField(
            model_name='opinionpast',
            name='given_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='opinionpast',
            name='person',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='opinionpast',
            name='project',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project'),
        ),
        migrations.AddField(
            model_name='opinionpast',
            name='unit',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit'),
        ),
        migrations.AddField(
            model_name='opinionpast',
            name='zone',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone'),
        ),
        migrations.AddField(
            model_name='override',
            name='asked_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='override',
            name='decided_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='override',
            name='project',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project'),
        ),
        migrations.AddField(
            model_name='override',
            name='zone',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone'),
        ),
        migrations.AddField(
            model_name='overridepast',
            name='asked_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='overridepast',
            name='decided_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='overridepast',
            name='project',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project'),
        ),
        migrations.AddField(
            model_name='overridepast',
            name='zone',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone'),
        ),
        migrations.AddField(
            model_name='review',
            name='convened_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='review',
            name='decided_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='review',
            name='project',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project'),
        ),
        migrations.AddField(
            model_name='review',
            name='zone',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone'),
        ),
        migrations.AddField(
            model_name='opinionpast',
            name='review',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.review'),
        ),
        migrations.AddField(
            model_name='opinion',
            name='review',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.review'),
        ),
        migrations.AddField(
            model_name='reviewpast',
            name='convened_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='reviewpast',
            name='decided_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='reviewpast',
            name='project',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project'),
        ),
        migrations.AddField(
            model_name='reviewpast',
            name='zone',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['project', 'kind'], name='document_project'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(condition=models.Q(('sha256', ''), _negated=True), fields=['sha256'], name='document_sha256'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn', False), models.Q(('sha256', ''), _negated=True)), fields=('project', 'kind', 'sha256'), name='document_file_once'),
        ),
        migrations.AddIndex(
            model_name='documentpast',
            index=models.Index(fields=['id', 'known_from'], name='document_past'),
        ),
        migrations.AddIndex(
            model_name='documentpast',
            index=models.Index(fields=['project', 'known_from'], name='document_past_project'),
        ),
        migrations.AddIndex(
            model_name='override',
            index=models.Index(fields=['project', 'state'], name='override_project'),
        ),
        migrations.AddIndex(
            model_name='override',
            index=models.Index(condition=models.Q(('state', 'asked')), fields=['zone'], name='override_waits'),
        ),
        migrations.AddConstraint(
            model_name='override',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by', None), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('asked_by__isnull', False), ('decided_by__isnull', False), models.Q(('decided_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='override_second_person'),
        ),
        migrations.AddConstraint(
            model_name='override',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('project', 'to'), name='override_one_asked'),
        ),
        migrations.AddIndex(
            model_name='overridepast',
            index=models.Index(fields=['id', 'known_from'], name='override_past'),
        ),
        migrations.AddIndex(
            model_name='overridepast',
            index=models.Index(fields=['project', 'known_from'], name='override_past_project'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['project', 'kind'], name='review_project'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('project', 'kind'), name='review_one_open'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'open'), models.Q(('decided_on', None), _negated=True), _connector='OR'), name='review_decided_on_a_day'),
        ),
        migrations.AddIndex(
            model_name='opinionpast',
            index=models.Index(fields=['id', 'known_from'], name='opinion_past'),
        ),
        migrations.AddIndex(
            model_name='opinionpast',
            index=models.Index(fields=['project', 'known_from'], name='opinion_past_project'),
        ),
        migrations.AddIndex(
            model_name='opinion',
            index=models.Index(fields=['review'], name='opinion_review'),
        ),
        migrations.AddIndex(
            model_name='opinion',
            index=models.Index(fields=['project'], name='opinion_project'),
        ),
        migrations.AddIndex(
            model_name='opinion',
            index=models.Index(condition=models.Q(('verdict', '')), fields=['person'], name='opinion_waits_person'),
        ),
        migrations.AddIndex(
            model_name='opinion',
            index=models.Index(condition=models.Q(('verdict', '')), fields=['unit'], name='opinion_waits_unit'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.UniqueConstraint(condition=models.Q(('person', None), _negated=True), fields=('review', 'person'), name='opinion_person_once'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.UniqueConstraint(condition=models.Q(('unit', None), _negated=True), fields=('review', 'unit'), name='opinion_unit_once'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.UniqueConstraint(condition=models.Q(('given_by', None), _negated=True), fields=('review', 'given_by'), name='opinion_one_a_head'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('person', None), ('unit__isnull', False)), models.Q(('person__isnull', False), ('unit', None)), _connector='OR'), name='opinion_of_one'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(('verdict', ''), models.Q(('given_by', None), _negated=True), _connector='OR'), name='opinion_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='reviewpast',
            index=models.Index(fields=['id', 'known_from'], name='review_past'),
        ),
        migrations.AddIndex(
            model_name='reviewpast',
            index=models.Index(fields=['project', 'known_from'], name='review_past_project'),
        ),
    ]
