"""Digests of addresses in the sent-log get salt: one of the old kind could be found by trying addresses."""

from typing import Any
from django.db import migrations
from django.utils.crypto import salted_hmac

BATCH = 2000


def salt(apps: Any, schema_editor: Any) -> None:
    letters, last = apps.get_model("shared", "SentLetter").objects, 0
    while rows := list(letters.filter(pk__gt=last).order_by("pk").only("pk", "recipient_digest")[:BATCH]):
        for row in rows:
            row.recipient_digest = salted_hmac("shared.letters", row.recipient_digest, algorithm="sha256").hexdigest()
        letters.bulk_update(rows, ["recipient_digest"])
        last = rows[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('shared', '0004_number_series'),
    ]

    operations = [
        migrations.RunPython(salt, migrations.RunPython.noop),
    ]
