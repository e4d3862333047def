"""Pages that differ have titles and descriptions that differ, so that a list of tabs or of hits can be told apart."""

import re

import pytest
from django.utils.translation import gettext

from programme.models import Goal
from programme.trees import make_trees
from tests.factories import ngos, programme


def head(client, path: str) -> tuple[str, str]:
    html = client.get(path).content.decode()
    title = re.search(r"<title>\s*(.*?)\s*– Razem", html, re.S)[1]
    return title, re.search(r'name="description" content="(.*?)"', html)[1]


def test_versions_of_a_statement_are_told_apart(client, home):
    page = programme.make_statement(programme.make_programme(home))
    page.statement = "Każda uwaga dostaje odpowiedź w miesiąc."
    page.save_revision().publish()

    found = [head(client, f"{page.url}wersja/{number}/") for number in (1, 2)]

    assert [title for title, _words in found] == ["Wizja – wersja 1", "Wizja – wersja 2"]
    assert found[0][1] != found[1][1]


def test_messages_to_two_organisations_are_told_apart(client, branch):
    pages = [ngos.make_organisation(branch, slug=slug, title=slug.title()) for slug in ("chor", "teatr")]

    words = [head(client, f"/organizacja/{page.pk}/napisz/")[1] for page in pages]

    assert words == [
        gettext("A message to the organisation “%(title)s”, whose address stays hidden.") % {"title": title}
        for title in ("Chor", "Teatr")
    ]


@pytest.mark.django_db
def test_the_screens_of_an_account_say_what_each_is_for(client):
    words = [head(client, f"/konto/{path}/")[1] for path in ("logowanie", "rejestracja", "nowe-haslo")]

    assert words == [
        gettext("Sign-in of people who run consultations and of residents who want an account."),
        gettext("A new account: for residents who want one, and for members of organisations."),
        gettext("A new password by e-mail, when you have forgotten the old one."),
    ]


@pytest.mark.django_db
def test_every_goal_of_both_trees_has_its_words_in_english():
    make_trees()

    assert list(Goal.objects.filter(title_en="").values_list("title", flat=True)) == []
