"""The tables are there: they were part of cases, and got their names in its last migration."""

import django.db.models.deletion
import ligzda.access.fields
import ligzda.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0009_cooperation_and_closure'),
        ('documents', '0002_compiled_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.CreateModel(
                name='CaseMeeting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(default=ligzda.kernel.ids.new_key, editable=False, max_length=8, unique=True)),
                    ('state', models.CharField(choices=[('planned', 'planned'), ('invited', 'invited'), ('held', 'held'), ('cancelled', 'cancelled')], default='planned', max_length=9)),
                    ('date', models.DateField()),
                    ('start_time', models.TimeField(blank=True, null=True)),
                    ('place', models.CharField(blank=True, max_length=160)),
                    ('purpose', models.CharField(max_length=300)),
                    ('family_informed', models.BooleanField(null=True)),
                    ('not_informed_because', models.CharField(blank=True, max_length=300)),
                    ('invited_date', models.DateField(blank=True, null=True)),
                    ('held_date', models.DateField(blank=True, null=True)),
                    ('others_present', models.CharField(blank=True, max_length=300)),
                    ('minute', ligzda.access.fields.EncryptedTextField(blank=True)),
                    ('disagreements', ligzda.access.fields.EncryptedTextField(blank=True)),
                    ('family_words', ligzda.access.fields.EncryptedTextField(blank=True)),
                    ('cancelled_because', models.CharField(blank=True, max_length=300)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='cases.case')),
                ],
                options={
                    'ordering': ['-date', '-id'],
                },
            ),
            migrations.CreateModel(
                name='AgendaItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField()),
                    ('text', models.CharField(max_length=200)),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='cooperation.casemeeting')),
                ],
                options={
                    'ordering': ['meeting', 'order'],
                },
            ),
            migrations.CreateModel(
                name='InformationRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(default=ligzda.kernel.ids.new_key, editable=False, max_length=8, unique=True)),
                    ('direction', models.CharField(choices=[('out', 'we ask'), ('in', 'we are asked')], default='out', max_length=3)),
                    ('state', models.CharField(choices=[('drafted', 'being written'), ('sent', 'waits for an answer'), ('answered', 'answered'), ('withdrawn', 'withdrawn')], default='drafted', max_length=9)),
                    ('institution', models.CharField(max_length=160)),
                    ('name', models.CharField(blank=True, max_length=120)),
                    ('what', ligzda.access.fields.EncryptedTextField()),
                    ('ground_kind', models.CharField(choices=[('agreement', 'the family agreed'), ('law', 'a law demands or allows it'), ('decision', 'a decision of an authority')], max_length=9)),
                    ('ground', models.CharField(max_length=200)),
                    ('sent_date', models.DateField(blank=True, null=True)),
                    ('due_date', models.DateField()),
                    ('answered_date', models.DateField(blank=True, null=True)),
                    ('withdrawn_because', models.CharField(blank=True, max_length=300)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('answer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.note')),
                    ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='cases.case')),
                ],
                options={
                    'ordering': ['-due_date', '-id'],
                },
            ),
            migrations.CreateModel(
                name='Letter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(default=ligzda.kernel.ids.new_key, editable=False, max_length=8, unique=True)),
                    ('kind', models.CharField(choices=[('school', 'to the school'), ('orphans_court', "to the orphan's court"), ('police', 'to the police'), ('doctor', 'to the doctor'), ('referral', 'referring the family on'), ('transfer', 'handing the family over'), ('other', 'to somebody else')], max_length=13)),
                    ('institution', models.CharField(max_length=160)),
                    ('name', models.CharField(blank=True, max_length=120)),
                    ('subject', models.CharField(max_length=160)),
                    ('body', ligzda.access.fields.EncryptedTextField()),
                    ('language', models.CharField(default='lv', max_length=2)),
                    ('date', models.DateField()),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='cases.case')),
                    ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.attachment')),
                ],
                options={
                    'ordering': ['-date', '-id'],
                },
            ),
            migrations.CreateModel(
                name='Disclosure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(default=ligzda.kernel.ids.new_key, editable=False, max_length=8, unique=True)),
                    ('date', models.DateField()),
                    ('institution', models.CharField(max_length=160)),
                    ('name', models.CharField(blank=True, max_length=120)),
                    ('what', ligzda.access.fields.EncryptedTextField()),
                    ('how', models.CharField(choices=[('letter', 'by letter'), ('answer', 'as an answer to a request'), ('question', 'with a question of ours'), ('meeting', 'at a meeting'), ('transfer', 'with a transfer'), ('other', 'in another way')], default='other', max_length=8)),
                    ('ground_kind', models.CharField(choices=[('agreement', 'the family agreed'), ('law', 'a law demands or allows it'), ('decision', 'a decision of an authority')], max_length=9)),
                    ('ground', models.CharField(max_length=200)),
                    ('entered_at', models.DateTimeField(auto_now_add=True)),
                    ('by_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='cases.case')),
                    ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='cooperation.casemeeting')),
                    ('request', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='cooperation.informationrequest')),
                    ('letter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='cooperation.letter')),
                ],
                options={
                    'ordering': ['-date', '-id'],
                },
            ),
            migrations.CreateModel(
                name='MeetingDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='cooperation.casemeeting')),
                    ('step', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decided_at', to='cases.step')),
                ],
                options={
                    'ordering': ['meeting', 'id'],
                },
            ),
            migrations.CreateModel(
                name='MeetingInvitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('institution', models.CharField(max_length=160)),
                    ('function', models.CharField(max_length=120)),
                    ('ground', models.CharField(max_length=200)),
                    ('was_present', models.BooleanField(null=True)),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='cooperation.casemeeting')),
                ],
                options={
                    'ordering': ['meeting', 'id'],
                },
            ),
            migrations.CreateModel(
                name='Hearing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ground_kind', models.CharField(choices=[('agreement', 'the family agreed'), ('law', 'a law demands or allows it'), ('decision', 'a decision of an authority')], max_length=9)),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hearings', to='cooperation.agendaitem')),
                    ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hearings', to='cooperation.meetinginvitation')),
                ],
                options={
                    'ordering': ['item', 'invitation'],
                },
            ),
            migrations.AddIndex(
                model_name='casemeeting',
                index=models.Index(fields=['case', 'state', 'date'], name='meeting_case'),
            ),
            migrations.AddConstraint(
                model_name='agendaitem',
                constraint=models.UniqueConstraint(fields=('meeting', 'order'), name='one_item_in_a_place'),
            ),
            migrations.AddIndex(
                model_name='informationrequest',
                index=models.Index(fields=['case', 'state', 'due_date'], name='request_case_due'),
            ),
            migrations.AddConstraint(
                model_name='informationrequest',
                constraint=models.CheckConstraint(condition=models.Q(('ground', ''), _negated=True), name='request_has_a_ground'),
            ),
            migrations.AddIndex(
                model_name='letter',
                index=models.Index(fields=['case', '-date'], name='letter_case'),
            ),
            migrations.AddIndex(
                model_name='disclosure',
                index=models.Index(fields=['case', '-date'], name='disclosure_case'),
            ),
            migrations.AddConstraint(
                model_name='disclosure',
                constraint=models.CheckConstraint(condition=models.Q(('ground', ''), _negated=True), name='disclosure_has_a_ground'),
            ),
            migrations.AddConstraint(
                model_name='meetinginvitation',
                constraint=models.CheckConstraint(condition=models.Q(('ground', ''), _negated=True), name='invitation_has_a_ground'),
            ),
            migrations.AddConstraint(
                model_name='hearing',
                constraint=models.UniqueConstraint(fields=('invitation', 'item'), name='one_hearing'),
            ),
        ]),
    ]
