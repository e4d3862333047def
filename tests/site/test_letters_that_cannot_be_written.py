"""A letter that cannot be written stops nobody; an English letter says so."""

import pytest

from shared import letters
from shared.letters import Letter, deliver_waiting, letter, post
from shared.models import DayOff, SentLetter


def note(day):
    if day.name == "zepsuty":
        raise ValueError("one broken letter")
    return Letter(subject=day.name, template="emails/base")


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    monkeypatch.setattr(letters, "_letters", {**letters._letters})
    letter(note)


def test_one_broken_letter_does_not_stop_the_others(db, mailoutbox):
    for day, name in (("2026-01-02", "zepsuty"), ("2026-01-03", "dobry")):
        post(note, to="anna@przyklad.example", about=DayOff.objects.create(day=day, name=name))

    assert deliver_waiting() == (1, 1)
    assert [m.subject for m in mailoutbox] == ["dobry"]
    assert list(SentLetter.objects.order_by("pk").values_list("attempts", flat=True)) == [1, 1]


def test_the_html_says_its_language(db, mailoutbox):
    post(note, to="anna@przyklad.example", about=DayOff.objects.create(day="2026-01-03", name="x"), language="en")
    deliver_waiting()

    assert '<html lang="en">' in mailoutbox[0].alternatives[0].content
