import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pipeline', '0008_agreements'),
    ]

    operations = [
        migrations.CreateModel(
            name='MatchDue',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=32)),
                ('source', models.UUIDField(null=True)),
                ('key', models.CharField(default='', max_length=160)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'id'], name='match_due')],
            },
        ),
        migrations.CreateModel(
            name='MatchKey',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('source', models.UUIDField()),
                ('project', models.UUIDField()),
                ('kind', models.CharField(max_length=10)),
                ('key', models.CharField(max_length=140)),
            ],
            options={
                'indexes': [models.Index(fields=['key', 'kind', 'project'], name='match_key'), models.Index(fields=['project'], name='match_project'), models.Index(fields=['source'], name='match_source')],
            },
        ),
        migrations.CreateModel(
            name='Suspicion',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('version', models.IntegerField()),
                ('position', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('address', 'address'), ('contract', 'contract'), ('contractor', 'contractor'), ('voucher', 'voucher'), ('product', 'product'), ('photo', 'photo'), ('name', 'name'), ('resigned', 'resigned'), ('bundle', 'bundle')], max_length=10)),
                ('key', models.CharField(max_length=160)),
                ('strength', models.IntegerField()),
                ('evidence', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('open', 'open'), ('same', 'same'), ('different', 'different'), ('lapsed', 'lapsed')], default='open', max_length=9)),
                ('reopened_from', models.CharField(default='', max_length=9)),
                ('judged_on', models.DateField(null=True)),
                ('reason_said', models.UUIDField(null=True)),
                ('a', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project')),
                ('b', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project')),
                ('judged_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person')),
                ('keeps', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project')),
                ('other_zone', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone')),
                ('zone', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.zone')),
            ],
            options={
                'indexes': [models.Index(fields=['zone', 'state', '-strength', 'a', 'b'], name='suspicion_desk'), models.Index(fields=['a'], name='suspicion_a'), models.Index(fields=['b'], name='suspicion_b')],
                'constraints': [models.UniqueConstraint(fields=('key', 'kind', 'a', 'b'), name='suspicion_once'), models.CheckConstraint(condition=models.Q(('a__lt', models.F('b'))), name='suspicion_in_order'), models.CheckConstraint(condition=models.Q(('strength__gt', 0), ('strength__lte', 1000000)), name='suspicion_strength'), models.CheckConstraint(condition=models.Q(('state__in', ['same', 'different']), ('judged_on', None), _connector='OR'), name='suspicion_judged'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'same'), models.Q(('keeps', models.F('a')), ('keeps', models.F('b')), _connector='OR')), models.Q(models.Q(('state', 'same'), _negated=True), ('keeps', None)), _connector='OR'), name='suspicion_keeps')],
            },
        ),
    ]
