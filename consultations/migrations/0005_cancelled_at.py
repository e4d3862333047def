"""When a consultation was cancelled; for those cancelled before, the time that follows runs from the update of the site."""

from django.db import migrations, models
from django.utils import timezone


def start_the_time(apps, schema_editor):
    pages = apps.get_model("consultations", "ConsultationPage")
    pages.objects.filter(state="cancelled", cancelled_at=None).update(cancelled_at=timezone.now())


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0004_channel'),
    ]

    operations = [
        migrations.AddField(
            model_name='consultationpage',
            name='cancelled_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunPython(start_the_time, migrations.RunPython.noop),
    ]
