"""Every public page answers, in every state of a consultation."""

import pytest

from tests.factories import scenery

PAGES = [
    "/",
    "/konsultacje/",
    "/konsultacje/skawina/",
    "/konsultacje/skawina/swietlice/",
    "/konsultacje/skawina/swietlice/uwagi/",
    "/konsultacje/skawina/swietlice/uwagi/?fragment=p1-u1",
    "/konsultacje/skawina/swietlice/wykaz-uwag/",
    "/konsultacje/skawina/swietlice/wykaz-uwag/csv/",
    "/konsultacje/skawina/swietlice/wykaz-uwag/atom/",
    "/uwagi/KS-{year}-001-0001/",
    "/uwagi/pokwitowanie/KS-{year}-001-0001/",
    "/dokumenty/",
    "/dokumenty/regulamin/",
    "/aktualnosci/",
    "/szukaj/",
    "/szukaj/?q=regulamin",
    "/konto/logowanie/",
    "/robots.txt",
    "/sitemap.xml",
    "/.well-known/security.txt",
]


@pytest.mark.indexed
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("state", ["announced", "reported", "cancelled"])
def test_every_public_page_answers(client, comment, path, state):
    scenery.announced(comment.consultation, state=state)

    assert client.get(path.format(year=comment.consultation.year)).status_code == 200


@pytest.mark.parametrize("suffix", ["", "pdf/", "xlsx/", "csv/"])
def test_the_report_answers_once_it_is_published(client, comment, suffix):
    address = f"/konsultacje/skawina/swietlice/raport/{suffix}"

    assert client.get(address).status_code == 404
    scenery.announced(comment.consultation, state="reported")
    assert client.get(address).status_code == 200


def test_a_consultation_in_preparation_is_nowhere(client, comment):
    scenery.announced(comment.consultation, state="draft")

    refused = {
        path: client.get(path).status_code
        for path in (
            "/konsultacje/skawina/swietlice/",
            "/konsultacje/skawina/swietlice/uwagi/",
            "/konsultacje/skawina/swietlice/wykaz-uwag/",
            f"/uwagi/{comment.slug}/",
        )
    }
    assert set(refused.values()) == {404}
