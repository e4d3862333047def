"""One e-mail field for the whole site: what no column holds is refused with a sentence, on every form, and stays typed."""

import importlib
import pkgutil
import uuid

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin.forms.models import formfield_for_dbfield

from shared.intake.email import LONGEST, TOO_LONG, EmailField
from tests.factories import events, ngos, practices, scenery

OWN = [config for config in apps.get_app_configs() if config.path.startswith(str(settings.BASE_DIR))]
OWN = [config for config in OWN if "site-packages" not in config.path]


def address(length: int, domain: str = "przyklad.example") -> str:
    return f"{'o' * 64}@{'a.' * ((length - 65 - len(domain)) // 2)}{'x' * ((length - 65 - len(domain)) % 2)}{domain}"


def own_forms() -> list[type]:
    """Every form class of the product, once all its modules are loaded."""
    for config in OWN:
        for found in pkgutil.walk_packages(config.module.__path__, f"{config.name}."):
            importlib.import_module(found.name)
    waiting, seen = [forms.BaseForm], []
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            if form.__module__.partition(".")[0] in {config.name for config in OWN}:
                seen.append(form)
    return seen


# --- there is no other field -------------------------------------------------------------------------------------


def test_no_form_of_the_product_has_another_email_field():
    found = [
        (f"{form.__module__}.{form.__qualname__}", name, isinstance(field, EmailField))
        for form in own_forms()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.EmailField)
    ]

    assert [place for *place, own in found if not own] == []
    assert len(found) >= 10


def test_forms_that_the_office_makes_of_models_have_it_too():
    fields = [
        field
        for config in OWN
        for model in config.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.EmailField)
    ]

    assert {type(formfield_for_dbfield(field)) for field in fields} == {EmailField}
    assert {field.max_length for field in fields} == {LONGEST}


# --- what it takes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [100, 253, 254])
def test_an_address_that_fits_is_taken(length):
    assert EmailField().clean(f" {address(length)} ") == address(length)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write your e-mail address."),
        (" ", "Write your e-mail address."),
        ("ola@", "There is a mistake in this e-mail address. Check it."),
        (address(255), TOO_LONG),
        (address(320), TOO_LONG),
        (address(321), TOO_LONG),
        (address(253, "İİ.example"), TOO_LONG),  # in small letters each of the two takes two places
    ],
)
def test_a_refused_address_gets_one_sentence(typed, sentence):
    with pytest.raises(ValidationError) as refused:
        EmailField().clean(typed)

    assert refused.value.messages == [gettext(sentence)]


def test_a_browser_does_not_cut_a_pasted_address():
    assert "maxlength" not in str(EmailField().get_bound_field(forms.Form(), "email"))


# --- every form of a stranger ------------------------------------------------------------------------------------


def key() -> str:
    return str(uuid.uuid4())


def comment(make, email):
    words = {"kind": "general", "opinion": "Za krótko", "who": "person", "notice_read": "on"}
    return f"/uwagi/{make('stage').pk}/nowa/", {**words, "step": "send", "form_key": key(), "email": email}


def follow(make, email):
    return reverse("consultations:follow", args=[make("consultation").pk]), {"email": email}


def follow_volunteering(make, email):
    make("home")
    return reverse("volunteering:follow"), {"email": email, "municipality": "", "topic": ""}


def practice(make, email):
    words = {**practices.WORDS, "who": "Rada", "municipality": make("skawina").pk, "notice_read": "on"}
    return reverse("practices:submit"), {**words, "step": "send", "form_key": key(), "email": email}


def repeat(make, email):
    page = practices.make_practice(practices.make_list(make("home")), municipality=make("skawina"))
    return reverse("practices:repeat", args=[page.pk]), {"text": "Ile?", "form_key": key(), "reply_to": email}


def signup(make, email):
    page = events.make_event(events.make_calendar(make("home")), municipality=make("skawina"))
    typed = {"name": "Ola", "notice_read": "on", "form_key": key(), "email": email}
    return reverse("signups:sign", args=[events.make_slot(page).pk]), typed


def question(make, email):
    page = events.make_event(events.make_calendar(make("home")), municipality=make("skawina"))
    return reverse("signups:ask", args=[page.pk]), {"text": "Ile?", "form_key": key(), "reply_to": email}


def message(make, email):
    return reverse("ngos:contact", args=[make("organisation").pk]), {
        "text": "Ile?",
        "form_key": key(),
        "reply_to": email,
    }


def signed_in(make, who: str):
    make("client").force_login(make(who))


def invitation(make, email):
    signed_in(make, "ngo_member")
    return reverse("ngos:invite", args=[make("organisation").pk]), {"email": email, "role": "editor"}


def new_organisation(make, email):
    signed_in(make, "resident")
    typed = {"title": "Klub", "legal_form": "nieformalna", "municipality": make("branch").municipality_id}
    words = {**typed, "mission": "Razem.", "fields": [ngos.make_field().pk], "function": "członkini"}
    return reverse("ngos:new"), {**words, "form_key": key(), "email": email}


def account(make, email):
    make("home")
    return reverse("account_signup"), {
        "email": email,
        "password1": "bardzo-dlugie-haslo",
        "password2": "bardzo-dlugie-haslo",
    }


def another_address(make, email):
    signed_in(make, "resident")
    return reverse("account_email"), {"email": email, "action_add": ""}


def new_password(make, email):
    make("home")
    return reverse("account_reset_password"), {"email": email}


OURS = [comment, follow, follow_volunteering, practice, repeat, signup, question, message, invitation, new_organisation]
ACCOUNTS = [account, another_address, new_password]  # pages of allauth answer 200


@pytest.mark.parametrize("length", [255, 320])
@pytest.mark.parametrize("form", [*OURS, *ACCOUNTS], ids=lambda form: form.__name__)
def test_too_long_an_address_is_refused_with_a_sentence_and_stays(client, request, db, form, length):
    scenery.make_notice()
    url, typed = form(request.getfixturevalue, address(length))

    answer = client.post(url, typed)

    page = answer.content.decode()
    assert answer.status_code == (422 if form in OURS else 200)
    assert (gettext(TOO_LONG) in page or form in ACCOUNTS, f'value="{address(length)}"' in page) == (True, True)


@pytest.mark.parametrize("form", [*OURS, *ACCOUNTS], ids=lambda form: form.__name__)
def test_the_longest_address_is_taken(client, request, db, form):
    scenery.make_notice()
    url, typed = form(request.getfixturevalue, address(LONGEST))

    answer = client.post(url, typed)

    assert (answer.status_code in (200, 302), gettext(TOO_LONG) in answer.content.decode()) == (True, False)
