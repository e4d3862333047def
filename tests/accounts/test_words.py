"""Sign-in, accounts and two-step sign-in in our own words: every page and letter, in Polish and in English."""

import re
from html import unescape

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from accounts.words import SENTENCES
from tests.kept import kept

ENGLISH = re.compile(r"\b(the|your|you|please|this|are|was|have|address|password|sign|code|again|with)\b", re.I)
POLISH = re.compile(r"[ąćęłńóśźż]", re.I)
MASCULINE = re.compile(r"\b(?!hasłem)\w+(łeś|łaś|łem|łam)\b|\bpewny\b|\bużytkownik", re.I)
PASSWORD = "bardzo-dlugie-haslo-2026"


@kept
def account(db, home):
    user = User.objects.create_user("ala@przyklad.example", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@kept
def protected(account):
    """An account with two-step sign-in and recovery codes."""
    TOTP.activate(account, generate_totp_secret())
    RecoveryCodes.activate(account)
    return account


def sign_in(client, account):
    client.post("/konto/logowanie/", {"login": account.email, "password": PASSWORD})


def words_of(answer) -> str:
    """What a person reads: the title and the content, without menu and footer, which editors write."""
    page = answer.content.decode()
    main = re.sub(r"<(script|style|svg)[\s\S]*?</\1>", " ", page.split("<main")[1].split("</main>")[0])
    title = page.split("<title>")[1].split("</title>")[0].partition(" · ")[0]
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", f"{title} <{main}").split()))


def key_of(account):
    return f"{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}"


STRANGER = {
    "sign-in": lambda account: "/konto/logowanie/",
    "a new account": lambda account: "/konto/rejestracja/",
    "a new password": lambda account: "/konto/nowe-haslo/",
    "a new password asked for": lambda account: "/konto/password/reset/done/",
    "a link to a new password": lambda account: f"/konto/password/reset/key/{key_of(account)}/",
    "a used link": lambda account: "/konto/password/reset/key/1-abc-def/",
    "a changed password": lambda account: "/konto/password/reset/key/done/",
    "a link that confirms": lambda account: f"/konto/confirm-email/{confirmation(account)}/",
    "an old link that confirms": lambda account: "/konto/confirm-email/zly/",
    "a letter on its way": lambda account: "/konto/confirm-email/",
    "an account switched off": lambda account: "/konto/inactive/",
}
SIGNED_IN = [
    "/konto/wylogowanie/", "/konto/email/", "/konto/password/change/", "/konto/reauthenticate/", "/konto/dwuetapowe/",
    "/konto/dwuetapowe/totp/activate/",
]  # fmt: skip
PROTECTED = [
    "/konto/dwuetapowe/", "/konto/dwuetapowe/totp/deactivate/", "/konto/dwuetapowe/recovery-codes/",
    "/konto/dwuetapowe/recovery-codes/generate/", "/konto/dwuetapowe/reauthenticate/",
]  # fmt: skip


def confirmation(account):
    return EmailConfirmationHMAC(EmailAddress.objects.get(user=account)).key


def is_said_well(answer, language: str) -> None:
    told = words_of(answer)
    wrong = ENGLISH.findall(told) + MASCULINE.findall(told) if language == "pl" else POLISH.findall(told)

    assert (answer.status_code, wrong, len(told) > 20) == (200, [], True), told


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("name", STRANGER)
def test_a_page_for_everybody_is_in_its_language(client, account, name, language):
    prefix = "" if language == "pl" else "/en"

    is_said_well(client.get(prefix + STRANGER[name](account), follow=True), language)


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("path", SIGNED_IN)
def test_a_page_of_an_account_is_in_its_language(client, account, path, language):
    sign_in(client, account)

    is_said_well(client.get(("" if language == "pl" else "/en") + path, follow=True), language)


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("path", PROTECTED)
def test_a_page_of_two_step_sign_in_is_in_its_language(client, protected, path, language):
    client.force_login(protected)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 4_000_000_000, "type": "totp"}]
    session.save()

    is_said_well(client.get(("" if language == "pl" else "/en") + path, follow=True), language)


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_second_step_is_in_its_language(client, protected, language):
    prefix = "" if language == "pl" else "/en"
    answer = client.post(f"{prefix}/konto/logowanie/", {"login": protected.email, "password": PASSWORD}, follow=True)
    wrong = client.post(f"{prefix}/konto/dwuetapowe/authenticate/", {"code": "000000"})

    for page in (answer, wrong):
        is_said_well(page, language)


MISTAKES = {
    "a wrong password": ("/konto/logowanie/", {"login": "ala@przyklad.example", "password": "zle-zle-zle-zle"}),
    "nothing": ("/konto/logowanie/", {}),
    "two passwords": (
        "/konto/rejestracja/",
        {"email": "nowa@przyklad.example", "password1": PASSWORD, "password2": "inne-inne-inne-inne"},
    ),
    "a short password": ("/konto/rejestracja/", {"email": "n@przyklad.example", "password1": "krotkie", "password2": "krotkie"}),
}  # fmt: skip


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_told_in_the_language(client, account, what, language):
    path, data = MISTAKES[what]

    is_said_well(client.post(("" if language == "pl" else "/en") + path, data), language)


LETTERS = {
    "a new account": ("/konto/rejestracja/", {"email": "nowa@przyklad.example", "password1": PASSWORD, "password2": PASSWORD}),
    "an account that is there": ("/konto/rejestracja/", {"email": "ala@przyklad.example", "password1": PASSWORD, "password2": PASSWORD}),
    "a new password": ("/konto/nowe-haslo/", {"email": "ala@przyklad.example"}),
    "an address nobody has": ("/konto/nowe-haslo/", {"email": "nikt@przyklad.example"}),
}  # fmt: skip


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("what", LETTERS)
def test_a_letter_is_in_its_language_and_signed_by_the_site(client, account, what, language):
    path, data = LETTERS[what]
    client.post(("" if language == "pl" else "/en") + path, data)
    (letter,) = mail.outbox
    told = re.sub(r"\S*(@|://)\S*", "", f"{letter.subject} {letter.body}")

    wrong = ENGLISH.findall(told) + MASCULINE.findall(told) if language == "pl" else POLISH.findall(told)
    assert (wrong, "Razem Blisko Krakowa" in told, "example.com" in letter.body) == ([], True, False)


def test_every_sentence_has_our_own_words():
    with translation.override("pl"):
        same = [sentence for sentence in SENTENCES if gettext(sentence) == sentence]
        masculine = [gettext(sentence) for sentence in SENTENCES if MASCULINE.search(gettext(sentence))]

    assert (same, masculine) == ([], [])
