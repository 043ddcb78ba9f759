import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pipeline', '0005_gates'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListedFirm',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('version', models.IntegerField()),
                ('position', models.BigIntegerField()),
                ('list', models.CharField(choices=[('global', 'global'), ('china', 'china'), ('private', 'private')], max_length=8)),
                ('year', models.SmallIntegerField()),
                ('rank', models.SmallIntegerField(null=True)),
                ('name', models.CharField(max_length=120)),
                ('name_key', models.CharField(max_length=120)),
                ('credit_code', models.CharField(default='', max_length=18)),
                ('source', models.CharField(default='', max_length=300)),
                ('withdrawn', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Signing',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('version', models.IntegerField()),
                ('position', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('first', 'first'), ('repeat', 'repeat'), ('upgrade', 'upgrade'), ('increase', 'increase'), ('owner_change', 'owner_change')], default='first', max_length=12)),
                ('form', models.CharField(choices=[('agreement', 'agreement'), ('contract', 'contract')], default='contract', max_length=12)),
                ('signed_on', models.DateField()),
                ('signed_grain', models.CharField(default='d', max_length=1)),
                ('contract_number', models.CharField(default='', max_length=60)),
                ('contract_key', models.CharField(default='', max_length=60)),
                ('amount', models.BigIntegerField(null=True)),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('rate_millionths', models.BigIntegerField(null=True)),
                ('rate_on', models.DateField(null=True)),
                ('amount_cny', models.BigIntegerField(null=True)),
                ('reinvestment', models.BooleanField(default=False)),
                ('municipal', models.BooleanField(default=False)),
                ('recognised_number', models.CharField(default='', max_length=60)),
                ('listed_class', models.CharField(choices=[('global', 'global'), ('china', 'china'), ('private', 'private')], default='', max_length=8)),
                ('listed_key', models.CharField(default='', max_length=120)),
                ('listed_share_millionths', models.IntegerField(null=True)),
                ('listed_evidence_said', models.UUIDField(null=True)),
                ('credit', models.JSONField(default=dict)),
                ('introduced_on', models.DateField(null=True)),
                ('unreported_months', models.SmallIntegerField(default=0)),
                ('assessed_months', models.SmallIntegerField(null=True)),
                ('replaced_by', models.UUIDField(null=True)),
                ('state', models.CharField(choices=[('reported', 'reported'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='reported', max_length=12)),
                ('reported_on', models.DateField(null=True)),
                ('decided_on', models.DateField(null=True)),
                ('reason_said', models.UUIDField(null=True)),
                ('withdrawn', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='SigningPast',
            fields=[
                ('past_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('id', models.UUIDField()),
                ('version', models.IntegerField()),
                ('known_from', models.BigIntegerField()),
                ('known_to', models.BigIntegerField(null=True)),
                ('kind', models.CharField(choices=[('first', 'first'), ('repeat', 'repeat'), ('upgrade', 'upgrade'), ('increase', 'increase'), ('owner_change', 'owner_change')], default='first', max_length=12)),
                ('form', models.CharField(choices=[('agreement', 'agreement'), ('contract', 'contract')], default='contract', max_length=12)),
                ('signed_on', models.DateField()),
                ('signed_grain', models.CharField(default='d', max_length=1)),
                ('contract_number', models.CharField(default='', max_length=60)),
                ('contract_key', models.CharField(default='', max_length=60)),
                ('amount', models.BigIntegerField(null=True)),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('rate_millionths', models.BigIntegerField(null=True)),
                ('rate_on', models.DateField(null=True)),
                ('amount_cny', models.BigIntegerField(null=True)),
                ('reinvestment', models.BooleanField(default=False)),
                ('municipal', models.BooleanField(default=False)),
                ('recognised_number', models.CharField(default='', max_length=60)),
                ('listed_class', models.CharField(choices=[('global', 'global'), ('china', 'china'), ('private', 'private')], default='', max_length=8)),
                ('listed_key', models.CharField(default='', max_length=120)),
                ('listed_share_millionths', models.IntegerField(null=True)),
                ('listed_evidence_said', models.UUIDField(null=True)),
                ('credit', models.JSONField(default=dict)),
                ('introduced_on', models.DateField(null=True)),
                ('unreported_months', models.SmallIntegerField(default=0)),
                ('assessed_months', models.SmallIntegerField(null=True)),
                ('replaced_by', models.UUIDField(null=True)),
                ('state', models.CharField(choices=[('reported', 'reported'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='reported', max_length=12)),
                ('reported_on', models.DateField(null=True)),
                ('decided_on', models.DateField(null=True)),
                ('reason_said', models.UUIDField(null=True)),
                ('withdrawn', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('version', models.IntegerField()),
                ('position', models.BigIntegerField()),
                ('definition', models.CharField(max_length=60)),
                ('year', models.SmallIntegerField()),
                ('target', models.BigIntegerField()),
                ('source', models.CharField(default='', max_length=300)),
                ('withdrawn', models.BooleanField(default=False)),
            ],
        ),
        migrations.AddIndex(
            model_name='listedfirm',
            index=models.Index(fields=['year', 'name_key'], name='listed_firm_name'),
        ),
        migrations.AddConstraint(
            model_name='listedfirm',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn', False)), fields=('list', 'year', 'name_key'), name='listed_firm_once'),
        ),
        migrations.AddField(
            model_name='signing',
            name='carved_from',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project'),
        ),
        migrations.AddField(
            model_name='signing',
            name='decided_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='signing',
            name='enterprise',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprise.enterprise'),
        ),
        migrations.AddField(
            model_name='signing',
            name='enterprise_was',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprise.enterprise'),
        ),
        migrations.AddField(
            model_name='signing',
            name='event',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.event'),
        ),
        migrations.AddField(
            model_name='signing',
            name='lead_unit',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit'),
        ),
        migrations.AddField(
            model_name='signing',
            name='listed_firm',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.listedfirm'),
        ),
        migrations.AddField(
            model_name='signing',
            name='park',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone'),
        ),
        migrations.AddField(
            model_name='signing',
            name='project',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project'),
        ),
        migrations.AddField(
            model_name='signing',
            name='reported_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='signing',
            name='zone',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone'),
        ),
        migrations.AddField(
            model_name='signingpast',
            name='carved_from',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project'),
        ),
        migrations.AddField(
            model_name='signingpast',
            name='decided_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='signingpast',
            name='enterprise',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprise.enterprise'),
        ),
        migrations.AddField(
            model_name='signingpast',
            name='enterprise_was',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprise.enterprise'),
        ),
        migrations.AddField(
            model_name='signingpast',
            name='event',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.event'),
        ),
        migrations.AddField(
            model_name='signingpast',
            name='lead_unit',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit'),
        ),
        migrations.AddField(
            model_name='signingpast',
            name='listed_firm',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.listedfirm'),
        ),
        migrations.AddField(
            model_name='signingpast',
            name='park',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone'),
        ),
        migrations.AddField(
            model_name='signingpast',
            name='project',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project'),
        ),
        migrations.AddField(
            model_name='signingpast',
            name='reported_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person'),
        ),
        migrations.AddField(
            model_name='signingpast',
            name='zone',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone'),
        ),
        migrations.AddField(
            model_name='task',
            name='unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit'),
        ),
        migrations.AddField(
            model_name='task',
            name='zone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone'),
        ),
        migrations.AddIndex(
            model_name='signing',
            index=models.Index(condition=models.Q(('withdrawn', False)), fields=['zone', 'state', 'kind', 'signed_on', 'project'], name='signing_counted'),
        ),
        migrations.AddIndex(
            model_name='signing',
            index=models.Index(condition=models.Q(('withdrawn', False)), fields=['park', 'state', 'kind', 'signed_on', 'project'], name='signing_counted_park'),
        ),
        migrations.AddIndex(
            model_name='signing',
            index=models.Index(fields=['zone', 'signed_on', 'id'], name='signing_day'),
        ),
        migrations.AddIndex(
            model_name='signing',
            index=models.Index(fields=['project', 'signed_on'], name='signing_project'),
        ),
        migrations.AddIndex(
            model_name='signing',
            index=models.Index(condition=models.Q(('state', 'reported'), ('withdrawn', False)), fields=['zone', 'reported_on'], name='signing_to_screen'),
        ),
        migrations.AddIndex(
            model_name='signing',
            index=models.Index(condition=models.Q(('event', None), _negated=True), fields=['event'], name='signing_event'),
        ),
        migrations.AddIndex(
            model_name='signing',
            index=models.Index(condition=models.Q(('contract_key', ''), _negated=True), fields=['contract_key'], name='signing_contract'),
        ),
        migrations.AddConstraint(
            model_name='signing',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'first'), ('state__in', ['reported', 'confirmed']), ('withdrawn', False)), fields=('project',), name='signing_first_once'),
        ),
        migrations.AddConstraint(
            model_name='signing',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('reported_by')), _negated=True), _connector='OR'), name='signing_second_person'),
        ),
        migrations.AddConstraint(
            model_name='signing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'reported'), ('decided_on', None)), models.Q(models.Q(('state', 'reported'), _negated=True), models.Q(('decided_on', None), _negated=True)), _connector='OR'), name='signing_decided'),
        ),
        migrations.AddIndex(
            model_name='signingpast',
            index=models.Index(fields=['id', 'known_from'], name='signing_past'),
        ),
        migrations.AddIndex(
            model_name='signingpast',
            index=models.Index(condition=models.Q(('withdrawn', False)), fields=['zone', 'state', 'kind', 'signed_on', 'known_from', 'known_to'], name='signing_past_counted'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.UniqueConstraint(condition=models.Q(('unit', None), ('withdrawn', False)), fields=('zone', 'definition', 'year'), name='task_of_zone_once'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn', False), models.Q(('unit', None), _negated=True)), fields=('zone', 'definition', 'year', 'unit'), name='task_of_unit_once'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('target__gt', 0)), name='task_above_zero'),
        ),
    ]
