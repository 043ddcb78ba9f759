import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0001_initial"),
        ("pipeline", "0006_signings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Voucher",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("position", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bank_slip", "bank_slip"),
                            ("invoice", "invoice"),
                            ("land_receipt", "land_receipt"),
                            ("works_settlement", "works_settlement"),
                            ("capital_verification", "capital_verification"),
                            ("equipment", "equipment"),
                            ("customs", "customs"),
                            ("forex", "forex"),
                            ("intangible", "intangible"),
                            ("registered_capital", "registered_capital"),
                            ("official_figure", "official_figure"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[("fixed", "fixed"), ("working", "working"), ("land", "land")], max_length=8
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("domestic", "domestic"), ("foreign", "foreign")], default="domestic", max_length=8
                    ),
                ),
                ("number", models.CharField(max_length=80)),
                ("number_key", models.CharField(max_length=160)),
                ("issuer", models.CharField(max_length=120)),
                ("issuer_key", models.CharField(max_length=240)),
                ("payer", models.CharField(max_length=120)),
                ("paid_on", models.DateField()),
                ("amount", models.BigIntegerField()),
                ("currency", models.CharField(default="CNY", max_length=3)),
                ("rate_millionths", models.BigIntegerField(null=True)),
                ("rate_on", models.DateField(null=True)),
                ("amount_cny", models.BigIntegerField()),
                ("file", models.UUIDField(null=True)),
                ("sha256", models.CharField(default="", max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("entered", "entered"), ("accepted", "accepted"), ("rejected", "rejected")],
                        default="entered",
                        max_length=8,
                    ),
                ),
                ("entered_on", models.DateField()),
                ("decided_on", models.DateField(null=True)),
                ("reason_said", models.UUIDField(null=True)),
                ("returned", models.BooleanField(default=False)),
                ("corrects", models.UUIDField(null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.person"
                    ),
                ),
                (
                    "park",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.zone",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.project",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.zone"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["zone", "state", "-paid_on", "id"], name="voucher_state"),
                    models.Index(fields=["zone", "-paid_on", "id"], name="voucher_paid"),
                    models.Index(fields=["project", "state", "use"], name="voucher_project"),
                    models.Index(fields=["zone", "state", "use", "kind", "amount_cny"], name="voucher_sums"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "rejected"), _negated=True),
                        fields=("number_key", "kind", "issuer_key"),
                        name="voucher_number_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("state", "rejected"), _negated=True), models.Q(("sha256", ""), _negated=True)
                        ),
                        fields=("sha256",),
                        name="voucher_paper_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("entered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="voucher_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            ("changed_by", None),
                            models.Q(("decided_by", models.F("changed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="voucher_not_corrector",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", None), ("decided_on", None), ("state", "entered")),
                            models.Q(
                                models.Q(("state", "entered"), _negated=True),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="voucher_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("amount_cny__gte", 0)), name="voucher_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoucherPast",
            fields=[
                ("past_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.UUIDField()),
                ("version", models.IntegerField()),
                ("known_from", models.BigIntegerField()),
                ("known_to", models.BigIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bank_slip", "bank_slip"),
                            ("invoice", "invoice"),
                            ("land_receipt", "land_receipt"),
                            ("works_settlement", "works_settlement"),
                            ("capital_verification", "capital_verification"),
                            ("equipment", "equipment"),
                            ("customs", "customs"),
                            ("forex", "forex"),
                            ("intangible", "intangible"),
                            ("registered_capital", "registered_capital"),
                            ("official_figure", "official_figure"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[("fixed", "fixed"), ("working", "working"), ("land", "land")], max_length=8
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("domestic", "domestic"), ("foreign", "foreign")], default="domestic", max_length=8
                    ),
                ),
                ("number", models.CharField(max_length=80)),
                ("number_key", models.CharField(max_length=160)),
                ("issuer", models.CharField(max_length=120)),
                ("issuer_key", models.CharField(max_length=240)),
                ("payer", models.CharField(max_length=120)),
                ("paid_on", models.DateField()),
                ("amount", models.BigIntegerField()),
                ("currency", models.CharField(default="CNY", max_length=3)),
                ("rate_millionths", models.BigIntegerField(null=True)),
                ("rate_on", models.DateField(null=True)),
                ("amount_cny", models.BigIntegerField()),
                ("file", models.UUIDField(null=True)),
                ("sha256", models.CharField(default="", max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("entered", "entered"), ("accepted", "accepted"), ("rejected", "rejected")],
                        default="entered",
                        max_length=8,
                    ),
                ),
                ("entered_on", models.DateField()),
                ("decided_on", models.DateField(null=True)),
                ("reason_said", models.UUIDField(null=True)),
                ("returned", models.BooleanField(default=False)),
                ("corrects", models.UUIDField(null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.person"
                    ),
                ),
                (
                    "park",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.zone",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pipeline.project",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.zone"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["id", "known_from"], name="voucher_past"),
                    models.Index(fields=["project", "known_from"], name="voucher_past_project"),
                    models.Index(fields=["zone", "state", "-paid_on", "id", "known_from"], name="voucher_past_state"),
                ],
            },
        ),
    ]
