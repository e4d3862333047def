"""What no form and no link of the site sends is refused with a page, not with an error of the server."""

import pytest
from django.conf import settings as project
from django.core.mail import get_connection
from django.test import RequestFactory
from django.urls import path

from config import urls
from consultations.models import Comment
from shared.middleware import is_utf8

FORM = b"opinion=Dobry+pomys%C5%82&kind=general&step=check"
HUGE = 10**30


TYPES = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "text/plain"]


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("charset", ["utf-7", "hex", "unicode_escape", "iso-8859-2", "utf-16", "utf-8-sig", "nieznane"])
def test_a_form_in_another_charset_is_refused(client, consultation, stage, kind, charset):
    answer = client.generic("POST", f"/uwagi/{stage.pk}/nowa/", FORM, content_type=f"{kind}; charset={charset}")

    assert (answer.status_code, Comment.objects.count()) == (400, 0)


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", "; charset=UTF-8", '; charset="utf-8"'])
def test_a_form_in_utf8_is_read(client, consultation, stage, charset):
    kind = f"application/x-www-form-urlencoded{charset}"

    assert client.generic("POST", f"/uwagi/{stage.pk}/nowa/", FORM, content_type=kind).status_code == 200


def test_a_request_without_a_type_is_read(client):
    assert is_utf8(RequestFactory().get("/"))


@pytest.mark.parametrize(
    "address",
    [
        "/uwagi/{}/nowa/", "/obserwuj/{}/", "/obrazek/{}.png", "/organizacja/{}/napisz/", "/dobra-praktyka/{}/powtorz/",
        "/dobra-praktyka/zgloszenie/{}/", "/uwagi/KS-2026-001-{}/", "/uwagi/KS-{}-001-0001/",
    ],
)  # fmt: skip
def test_a_number_too_large_for_the_database_is_not_found(client, consultation, address):
    assert client.get(address.format(HUGE)).status_code == 404


@pytest.mark.parametrize(
    "address", ["/moje-organizacje/{}/", "/moje-organizacje/{}/ludzie/1/zakoncz/", "/organizacja/{}/to-moja/"]
)
def test_a_number_too_large_is_not_found_by_those_who_have_signed_in(client, home, resident, address):
    client.force_login(resident)
    send = client.post if "zakoncz" in address else client.get

    assert send(address.format(HUGE)).status_code == 404


def overflow(request):
    raise OverflowError("Python int too large to convert to SQLite INTEGER")


urlpatterns = [path("proba/", overflow), *urls.urlpatterns]


@pytest.mark.urls(__name__)
def test_a_number_that_the_database_driver_refuses_is_not_found(client, home):
    answer = client.get("/proba/")

    assert (answer.status_code, "Nie ma takiej strony" in answer.content.decode()) == (404, True)


def test_a_silent_mail_server_holds_nobody_up():
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend")

    assert (project.EMAIL_TIMEOUT, connection.timeout) == (10, 10)
