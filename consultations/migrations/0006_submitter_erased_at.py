from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0005_cancelled_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='submitter',
            name='erased_at',
            field=models.DateTimeField(null=True),
        ),
    ]
