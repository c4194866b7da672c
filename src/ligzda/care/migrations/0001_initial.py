"""The tables are there: they were part of cases, and got their names in its last migration."""

import django.db.models.deletion
import ligzda.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0008_care_moves_out'),
        ('people', '0010_struck_out'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.CreateModel(
                name='CareStatus',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('with_parents', 'with the parents'), ('at_risk', 'at risk of removal'), ('removed', 'separated from the family'), ('foster', 'in a foster family'), ('guardian', 'with a guardian'), ('kin', 'with relatives'), ('institution', 'in an institution'), ('adopted', 'adopted'), ('returned', 'returned to the family')], max_length=12)),
                    ('from_date', models.DateField()),
                    ('until_date', models.DateField(blank=True, null=True)),
                    ('deciding_body', models.CharField(blank=True, max_length=160)),
                    ('decision_number', models.CharField(blank=True, max_length=60)),
                    ('decision_date', models.DateField(blank=True, null=True)),
                    ('reason', models.TextField(blank=True)),
                    ('source', models.CharField(blank=True, max_length=200)),
                    ('accepted_because', models.CharField(blank=True, max_length=300)),
                    ('voided_at', models.DateTimeField(blank=True, null=True)),
                    ('void_reason', models.CharField(blank=True, max_length=300)),
                    ('entered_at', models.DateTimeField(auto_now_add=True)),
                    ('by_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='care_statuses', to='cases.case')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='care_statuses', to='people.person')),
                ],
                options={
                    'ordering': ['person', 'from_date', 'id'],
                },
            ),
            migrations.CreateModel(
                name='ReturnPlan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(default=ligzda.kernel.ids.new_key, editable=False, max_length=8, unique=True)),
                    ('state', models.CharField(choices=[('drafted', 'drafted'), ('agreed', 'agreed'), ('trial_stay', 'trial stay'), ('proposed', 'proposed to the authority'), ('returned', 'returned home'), ('supported', 'supported after the return'), ('ended', 'ended'), ('not_returned', 'stays in care')], default='drafted', max_length=12)),
                    ('contact_schedule', models.TextField(blank=True)),
                    ('authority_consent', models.CharField(blank=True, max_length=300)),
                    ('safety_check', models.TextField(blank=True)),
                    ('opinion', models.TextField(blank=True)),
                    ('deciding_body', models.CharField(blank=True, max_length=160)),
                    ('decision_number', models.CharField(blank=True, max_length=60)),
                    ('decision_date', models.DateField(blank=True, null=True)),
                    ('support_plan', models.TextField(blank=True)),
                    ('support_hours', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('support_until_date', models.DateField(blank=True, null=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='return_plans', to='cases.case')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='return_plans', to='people.person')),
                    ('returned', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='return_plan', to='care.carestatus')),
                ],
                options={
                    'ordering': ['-created_at', '-id'],
                },
            ),
            migrations.CreateModel(
                name='ReturnCondition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.TextField()),
                    ('how_seen', models.TextField()),
                    ('judge', models.CharField(max_length=160)),
                    ('due_date', models.DateField()),
                    ('answer', models.CharField(choices=[('open', 'not judged yet'), ('met', 'met'), ('not_met', 'not met')], default='open', max_length=7)),
                    ('answered_date', models.DateField(blank=True, null=True)),
                    ('remark', models.TextField(blank=True)),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conditions', to='care.returnplan')),
                ],
                options={
                    'ordering': ['plan', 'due_date', 'id'],
                },
            ),
            migrations.CreateModel(
                name='ReturnAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('who', models.CharField(max_length=160)),
                    ('role', models.CharField(choices=[('parent', 'parent'), ('child', 'child'), ('carer', 'carer'), ('worker', 'worker')], max_length=6)),
                    ('date', models.DateField()),
                    ('is_refusal', models.BooleanField(default=False)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='care.returnplan')),
                ],
                options={
                    'ordering': ['plan', 'date', 'id'],
                },
            ),
            migrations.CreateModel(
                name='ContactVisit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('date', models.DateField()),
                    ('with_whom', models.CharField(max_length=160)),
                    ('company', models.CharField(choices=[('supervised', 'with somebody present'), ('alone', 'without supervision')], max_length=10)),
                    ('state', models.CharField(choices=[('planned', 'planned'), ('held', 'held'), ('not_held', 'not held')], default='planned', max_length=8)),
                    ('reaction', models.TextField(blank=True)),
                    ('by_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='care.returnplan')),
                ],
                options={
                    'ordering': ['plan', '-date', '-id'],
                },
            ),
            migrations.CreateModel(
                name='ReturnStage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('drafted', 'drafted'), ('agreed', 'agreed'), ('trial_stay', 'trial stay'), ('proposed', 'proposed to the authority'), ('returned', 'returned home'), ('supported', 'supported after the return'), ('ended', 'ended'), ('not_returned', 'stays in care')], max_length=12)),
                    ('from_date', models.DateField()),
                    ('sentence', models.TextField(blank=True)),
                    ('entered_at', models.DateTimeField(auto_now_add=True)),
                    ('by_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='care.returnplan')),
                ],
                options={
                    'ordering': ['plan', 'from_date', 'id'],
                },
            ),
            migrations.CreateModel(
                name='SupportContact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('date', models.DateField()),
                    ('sentence', models.TextField()),
                    ('by_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='care.returnplan')),
                ],
                options={
                    'ordering': ['plan', '-date', '-id'],
                },
            ),
            migrations.CreateModel(
                name='TrialStay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('from_date', models.DateField()),
                    ('until_date', models.DateField(blank=True, null=True)),
                    ('how', models.TextField(blank=True)),
                    ('child_words', models.TextField(blank=True)),
                    ('by_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stays', to='care.returnplan')),
                ],
                options={
                    'ordering': ['plan', '-from_date', '-id'],
                },
            ),
            migrations.AddIndex(
                model_name='carestatus',
                index=models.Index(fields=['person', '-from_date'], name='care_status_person'),
            ),
            migrations.AddConstraint(
                model_name='carestatus',
                constraint=models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('person', 'from_date'), name='one_care_status_a_day'),
            ),
            migrations.AddConstraint(
                model_name='carestatus',
                constraint=models.UniqueConstraint(condition=models.Q(('until_date__isnull', True), ('voided_at__isnull', True)), fields=('person',), name='one_care_status_now'),
            ),
            migrations.AddConstraint(
                model_name='carestatus',
                constraint=models.CheckConstraint(condition=models.Q(('until_date__isnull', True), ('from_date__isnull', True), ('until_date__gte', models.F('from_date')), _connector='OR'), name='care_status_ends_after_start'),
            ),
            migrations.AddConstraint(
                model_name='returnplan',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['agreed', 'drafted', 'proposed', 'returned', 'supported', 'trial_stay'])), fields=('person',), name='one_open_return_plan'),
            ),
            migrations.AddConstraint(
                model_name='trialstay',
                constraint=models.CheckConstraint(condition=models.Q(('until_date__isnull', True), ('from_date__isnull', True), ('until_date__gte', models.F('from_date')), _connector='OR'), name='trial_stay_ends_after_start'),
            ),
        ]),
    ]
