"""“I want to repeat this”: a message to the contact whose address nobody sees."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from ngos.models import Message
from practices.models import PracticePage, RepeatMessage
from shared.acts import retention
from shared.intake.messages import PrivateMessage
from tests.factories import practices
from tests.kept import kept

SENDER = "ola@przyklad.example"


@kept
def url(practice):
    return reverse("practices:repeat", args=[practice.pk])


def data(client, url, **change) -> dict:
    key = client.get(url).context["form"]["form_key"].value()
    return {"name": "Ola", "reply_to": SENDER, "text": "Ile osób gotowało?", "form_key": key, **change}


def test_the_message_reaches_the_contact_once(client, url, django_capture_on_commit_callbacks, mailoutbox, practice):
    sent = data(client, url)
    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(url, sent) for _twice in (1, 2)]

    assert [
        gettext("Sent. Those who did it will answer to the e-mail you gave.") in a.content.decode() for a in answers
    ] == [True, True]
    assert [(m.to, "Ile osób gotowało?" in m.body, SENDER in m.body) for m in mailoutbox] == [
        ([practices.CONTACT], True, True)
    ]
    assert practice.title in mailoutbox[0].subject
    assert SENDER not in mailoutbox[0].subject


def test_the_form_is_never_cached_and_the_contact_never_shown(client, url, practice):
    page, answer = client.get(url), client.post(url, data(client, url))

    assert ["no-store" in a["Cache-Control"] for a in (page, answer)] == [True, True]
    assert [practices.CONTACT in a.content.decode() for a in (page, answer)] == [False, False]
    assert practice.contact_name in page.content.decode()


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"reply_to": ""}, "reply_to"),
        ({"reply_to": "ola"}, "reply_to"),
        ({"text": " "}, "text"),
        ({"text": "x" * 3001}, "text"),
    ],
)
def test_bad_input_keeps_what_was_typed(client, url, change, wrong):
    answer = client.post(url, data(client, url, **change))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])
    assert answer.context["form"]["name"].value() == "Ola"
    assert RepeatMessage.objects.count() == 0


def test_a_program_that_fills_the_hidden_field_is_thanked_and_ignored(client, url):
    answer = client.post(url, data(client, url, website="https://spam.example"))

    assert (answer.status_code, RepeatMessage.objects.count()) == (200, 0)


def test_too_many_messages_wait_with_their_text(client, url, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "practices.message": (2, 60)}
    statuses = [client.post(url, data(client, url)) for _number in range(3)]

    assert [answer.status_code for answer in statuses] == [200, 200, 429]
    assert "Ile osób gotowało?" in statuses[-1].content.decode()


def gone(practice):
    practice.unpublish()


def without_address(practice):
    PracticePage.objects.filter(pk=practice.pk).update(contact_email="")


@pytest.mark.parametrize("change", [gone, without_address], ids=["unpublished", "without an address"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_writes_where_nobody_asked_for_it(client, url, practice, change, method):
    change(practice)

    assert getattr(client, method)(url).status_code == 404


def test_messages_go_after_ninety_days(practice, skawina):
    for number, days in enumerate((89, 91)):
        message = RepeatMessage.objects.create(
            practice=practice,
            reply_to=SENDER,
            text=str(number),
            form_key=f"00000000-0000-4000-8000-00000000000{number}",
        )
        RepeatMessage.objects.filter(pk=message.pk).update(created_at=timezone.now() - timedelta(days=days))

    assert retention.erase("messages_about_practices") == 1
    assert list(RepeatMessage.objects.values_list("text", flat=True)) == ["0"]


def test_messages_of_all_apps_are_one_thing():
    assert sorted(kind.__name__ for kind in PrivateMessage.__subclasses__()) == [
        "HostQuestion",
        "Message",
        "RepeatMessage",
    ]
    assert issubclass(Message, PrivateMessage)


def test_messages_may_go_with_the_page(practice):
    RepeatMessage.objects.create(practice=practice, reply_to=SENDER, text="Jak?", form_key=practice.translation_key)
    PracticePage.objects.get(pk=practice.pk).delete()

    assert RepeatMessage.objects.count() == 0
