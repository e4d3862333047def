"""A link from a letter opens something: its token is in no log."""

import logging

import pytest
from django.conf import settings as project

from shared.intake.links import WithoutSecrets

TOLD = {
    "Gone: /uwagi/link/WyJhdXRob3IiLDFd:1abc:xyz/": "Gone: /uwagi/link/…/",
    "Not Found: /en/obserwuj/wypisz/abc:def/": "Not Found: /en/obserwuj/wypisz/…/",
    "Gone: /moje-organizacje/zaproszenie/link/abc/?next=/": "Gone: /moje-organizacje/zaproszenie/link/…/?next=/",
    "Not Found: /konto/password/reset/key/1-abc/": "Not Found: /konto/password/reset/key/…/",
    "Not Found: /konto/confirm-email/MQ:1abc/": "Not Found: /konto/confirm-email/…/",
    "Not Found: /glos/ABC-123/przyjete/": "Not Found: /glos/…/przyjete/",
    "Not Found: /obserwuj/wypisz/": "Not Found: /obserwuj/wypisz/",
    "Not Found: /konsultacje/skawina/": "Not Found: /konsultacje/skawina/",
}


@pytest.mark.parametrize("told", TOLD)
def test_what_is_logged_has_no_token(told):
    reason, _colon, path = told.partition(": ")
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s: %s", (reason, path), None)

    assert (WithoutSecrets().filter(record), record.getMessage()) == (True, TOLD[told])


def test_everything_the_site_logs_goes_through_it():
    assert [handler["filters"] for handler in project.LOGGING["handlers"].values()] == [["without_secrets"]]
