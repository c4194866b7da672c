"""The tables of the family's own page that stood in the room of cases: they are there already."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ligzda.access.fields
import ligzda.kernel.ids


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0007_own_page_to_portal'),
        ('people', '0010_struck_out'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.CreateModel(
                name='FamilyAccess',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(default=ligzda.kernel.ids.new_key, editable=False, max_length=8, unique=True)),
                    ('email', ligzda.access.fields.EncryptedTextField()),
                    ('is_child', models.BooleanField(default=False)),
                    ('plan', models.CharField(choices=[('family', "the family's plan and the own steps"), ('own', 'only the own steps')], default='own', max_length=6)),
                    ('sees_appointments', models.BooleanField(default=True)),
                    ('sees_readers', models.BooleanField(default=True)),
                    ('sees_names', models.BooleanField(default=False)),
                    ('token_digest', models.CharField(blank=True, db_index=True, max_length=64)),
                    ('expires_at', models.DateTimeField(blank=True, null=True)),
                    ('accepted_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('invited_at', models.DateTimeField(auto_now_add=True)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='family_accesses', to='cases.case')),
                    ('children', models.ManyToManyField(blank=True, related_name='+', to='people.person')),
                    ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                    ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='family_accesses', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['case', 'id'],
                },
            ),
            migrations.CreateModel(
                name='FamilyFeedback',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('helps', models.CharField(choices=[('yes', 'it helps'), ('partly', 'it helps a little'), ('no', 'it does not help')], max_length=6)),
                    ('text', ligzda.access.fields.EncryptedTextField(blank=True)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('access', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='portal.familyaccess')),
                ],
                options={
                    'ordering': ['access', 'id'],
                },
            ),
            migrations.CreateModel(
                name='FamilyMessage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_from_family', models.BooleanField()),
                    ('text', ligzda.access.fields.EncryptedTextField()),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('read_at', models.DateTimeField(blank=True, null=True)),
                    ('access', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='portal.familyaccess')),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['access', 'id'],
                },
            ),
            migrations.AddConstraint(
                model_name='familyaccess',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('case', 'person'), name='one_family_access'),
            ),
            migrations.AddConstraint(
                model_name='familyaccess',
                constraint=models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('user__isnull', False), _connector='OR'), name='accepted_access_has_a_user'),
            ),
        ]),
    ]
