"""The tables are there: they were part of cases, and got their names in its last migration."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0009_cooperation_and_closure'),
        ('cooperation', '0001_initial'),
        ('documents', '0002_compiled_files'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.CreateModel(
                name='Continuing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(max_length=200)),
                    ('with_whom', models.CharField(blank=True, max_length=160)),
                    ('who_pays', models.CharField(blank=True, max_length=160)),
                    ('episode', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='continuing', to='cases.episode')),
                ],
                options={
                    'ordering': ['episode', 'id'],
                },
            ),
            migrations.CreateModel(
                name='TransferItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('assessment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.assessment')),
                    ('episode', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfer_items', to='cases.episode')),
                    ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.attachment')),
                    ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cooperation.casemeeting')),
                    ('note', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.note')),
                    ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.plan')),
                    ('referral', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='brought', to='cases.referral')),
                    ('review', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.review')),
                ],
                options={
                    'ordering': ['episode', 'id'],
                },
            ),
            migrations.CreateModel(
                name='AftercareArea',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('holds', 'holds'), ('back', 'went back')], max_length=5)),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.area')),
                    ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='cases.aftercarecontact')),
                ],
                options={
                    'ordering': ['contact', 'area'],
                    'constraints': [models.UniqueConstraint(fields=('contact', 'area'), name='one_word_on_an_area')],
                },
            ),
            migrations.CreateModel(
                name='Intensity',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('from_date', models.DateField()),
                    ('times', models.PositiveSmallIntegerField()),
                    ('per', models.CharField(choices=[('week', 'a week'), ('month', 'a month')], max_length=5)),
                    ('episode', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='intensities', to='cases.episode')),
                ],
                options={
                    'ordering': ['episode', 'from_date'],
                    'constraints': [models.UniqueConstraint(fields=('episode', 'from_date'), name='one_intensity_a_day'), models.CheckConstraint(condition=models.Q(('times__gte', 1)), name='intensity_is_something')],
                },
            ),
        ]),
    ]
