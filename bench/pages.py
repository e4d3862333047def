"""Queries and CPU milliseconds per request of twelve pages beside a bare view, in one run; medians.

Run with `make bench` on the demo's database. Figures vary between runs: compare the ratios.
"""

import logging
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

from consultations.models import ConsultationPage, DocumentStagePage, ReportStagePage  # noqa: E402
from documents.models import DocumentPage  # noqa: E402
from events.models import EventPage  # noqa: E402
from volunteering.models import CampaignPage  # noqa: E402

ROUNDS = 60


def pages() -> dict[str, str]:
    """The twelve pages, found in whatever content the database has."""
    consultation = ConsultationPage.objects.source_language().announced().order_by("-announced_on").first()
    stage = DocumentStagePage.objects.live().child_of(consultation).first()
    reported = ConsultationPage.objects.filter(state="reported", locale__language_code="pl").first()
    report = ReportStagePage.objects.live().child_of(reported).first()
    return {
        "front page": "/",
        "consultations": consultation.get_parent().get_parent().url,
        "consultation": consultation.url,
        "document under consultation": stage.url,
        "register": consultation.url + "wykaz-uwag/",
        "report": report.url,
        "document": DocumentPage.objects.live().first().url,
        "search": "/szukaj/?q=uwagi",
        "campaigns": CampaignPage.objects.open().first().get_parent().url,
        "campaign": CampaignPage.objects.open().first().url,
        "calendar": EventPage.objects.public().ahead().first().get_parent().url,
        "meeting": EventPage.objects.public().ahead().exclude(starts_at=None).first().url,
    }


def measure(client: Client, path: str) -> tuple[int, float, int]:
    """Queries, median CPU milliseconds, bytes."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    count = len(queries)
    assert answer.status_code == 200, (path, answer.status_code)
    times = []
    for _round in range(ROUNDS):
        started = time.process_time()
        client.get(path)
        times.append((time.process_time() - started) * 1000)
    return count, statistics.median(times), len(answer.content)


def main() -> None:
    logging.disable(logging.CRITICAL)
    limits = dict.fromkeys(settings.RATE_LIMITS, (10**9, 60))
    with override_settings(ROOT_URLCONF="bench.urls", RATE_LIMITS=limits, ALLOWED_HOSTS=["*"]):
        client = Client(HTTP_HOST="localhost")
        _queries, bare, _size = measure(client, "/bare/")
        print(
            f"{'page':30}{'queries':>8}{'CPU ms':>9}{'× bare':>8}{'kB':>7}   ({connection.vendor}, median of {ROUNDS})"
        )
        print(f"{'bare view':30}{0:>8}{bare:>9.2f}{1:>8.1f}{0:>7.1f}")
        for name, path in pages().items():
            queries, median, size = measure(client, path)
            print(f"{name:30}{queries:>8}{median:>9.2f}{median / bare:>8.1f}{size / 1024:>7.1f}")


if __name__ == "__main__":
    main()
