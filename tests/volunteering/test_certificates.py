"""Certificates: numbers, what they need, who opens them; checking one tells a stranger nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from shared.acts import retention
from shared.acts.lifecycle import MoveRefused
from shared.models import SentLetter
from signups.links import links
from signups.models import SignUp
from tests.factories import volunteering as scene
from tests.volunteering.reading import is_tagged, words_of
from volunteering.codes import shown
from volunteering.models import CampaignPage, Certificate
from volunteering.services import issue_certificate, revoke_certificate

CHECK = "/zaswiadczenie/"
NAME = "Ola Nowak"


# --- issuing --------------------------------------------------------------------------------------------------------------------


def test_a_certificate_copies_what_was_done(campaign, earned, ngo_member):
    later = scene.make_slot(campaign, days=-5)
    scene.make_hours(scene.make_signup(later, earned.email), minutes=90, ago=5)
    scene.make_hours(scene.make_signup(later, "inna@przyklad.example"), minutes=600, ago=9)

    made = issue_certificate(earned, by=ngo_member)

    today = timezone.localdate()
    assert (made.name, made.host_name, made.scope, made.minutes, made.from_on, made.to_on, made.issued_by) == (
        NAME, campaign.organisation.title, campaign.tasks, 330, today - timedelta(5), today - timedelta(1), ngo_member,
    )  # fmt: skip
    assert (made.year, made.sequence, made.number) == (today.year, 1, f"ZW/{today.year}/0001")


def test_asked_for_again_it_is_the_same_one(earned, ngo_member):
    numbers = {issue_certificate(earned, by=ngo_member).number for _twice in (1, 2)}

    assert (len(numbers), Certificate.objects.count()) == (1, 1)


def test_asked_for_at_another_shift_of_the_same_person_it_is_the_same_one(campaign, earned, ngo_member):
    """All hours of the campaign stand on it, so a second one would certify them twice."""
    other = scene.make_signup(scene.make_slot(campaign, days=-4), earned.email, attendance="present")
    scene.make_hours(other, ago=4)

    assert issue_certificate(other, by=ngo_member) == issue_certificate(earned, by=ngo_member)
    assert Certificate.objects.count() == 1


def test_two_people_who_share_an_address_get_their_own_hours(campaign, earned, ngo_member):
    other = scene.make_signup(scene.make_slot(campaign, days=-4), earned.email, name="Jan Nowak", attendance="present")
    scene.make_hours(other, minutes=60)

    made = [issue_certificate(signup, by=ngo_member) for signup in (earned, other)]
    assert [(c.name, c.minutes) for c in made] == [(NAME, 240), ("Jan Nowak", 60)]


def test_after_it_was_taken_back_a_new_one_gets_a_new_number_and_code(certificate, earned, ngo_member):
    revoke_certificate(certificate, by=ngo_member, reason="Literówka w nazwisku")
    second = issue_certificate(earned, by=ngo_member, name="Ola Nowakowska")

    assert (second.sequence, second.name, second.code == certificate.code) == (2, "Ola Nowakowska", False)
    assert [c.is_valid for c in Certificate.objects.order_by("pk")] == [False, True]
    assert SignUp.objects.get().certificate == second


def test_the_host_sees_the_way_to_a_new_one_after_taking_it_back(client, certificate, earned, ngo_member):
    client.force_login(ngo_member)
    desk, issue = reverse("volunteering:hours", args=[certificate.campaign_id]), reverse("volunteering:issue", args=[earned.pk])  # fmt: skip
    before = issue in client.get(desk).content.decode()
    client.post(reverse("volunteering:revoke", args=[certificate.pk]), {"reason": "Literówka"})

    assert (before, issue in client.get(desk).content.decode()) == (False, True)


def test_numbers_have_no_gaps_and_begin_anew_every_year(campaign, done, ngo_member):
    def issue(number):
        signup = scene.make_signup(done, f"osoba{number}@przyklad.example")
        scene.make_hours(signup)
        return issue_certificate(signup, by=ngo_member).sequence

    first = [issue(number) for number in range(3)]
    with time_machine.travel(timezone.now().replace(year=timezone.now().year + 1)):
        second = [issue(number) for number in (3, 4)]

    assert (first, second) == ([1, 2, 3], [1, 2])


def test_a_refused_certificate_takes_no_number(campaign, done, volunteer, ngo_member):
    with pytest.raises(MoveRefused):
        issue_certificate(volunteer, by=ngo_member)
    scene.make_hours(volunteer)

    assert issue_certificate(volunteer, by=ngo_member).sequence == 1


@pytest.mark.parametrize("missing", ["hours", "certificate"])
def test_it_needs_confirmed_hours_and_a_campaign_that_gives_them(earned, ngo_member, missing):
    earned.hours.all().delete() if missing == "hours" else CampaignPage.objects.update(certificate=False)

    with pytest.raises(MoveRefused):
        issue_certificate(earned, by=ngo_member)
    assert Certificate.objects.count() == 0


def test_hours_of_another_campaign_are_not_certified(listed, earned, ngo_member, organisation):
    other = scene.make_campaign(listed, slug="inna", organisation=organisation, days=-1)
    signup = scene.make_signup(scene.slot_of(other), earned.email)

    with pytest.raises(MoveRefused):
        issue_certificate(signup, by=ngo_member)


@pytest.mark.parametrize("who", ["other_member", "editor", "clerk", "coordinator", "resident"])
def test_only_the_host_issues_and_takes_back(request, certificate, earned, who):
    user = request.getfixturevalue(who)
    for act in (
        lambda: issue_certificate(earned, by=user),
        lambda: revoke_certificate(certificate, by=user, reason="x"),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Certificate.objects.get().is_valid is True


def test_an_erased_person_gets_no_certificate(earned, ngo_member):
    SignUp.objects.update(name="", email="", erased_at=timezone.now())

    with pytest.raises(MoveRefused):
        issue_certificate(earned, by=ngo_member)


@pytest.mark.parametrize(("reason", "valid"), [("", True), ("   ", True), ("Pomyłka", False)])
def test_taking_back_needs_a_reason(client, certificate, ngo_member, reason, valid):
    client.force_login(ngo_member)
    client.post(reverse("volunteering:revoke", args=[certificate.pk]), {"reason": reason})

    assert Certificate.objects.get().is_valid is valid


def test_the_first_reason_of_taking_back_stays(certificate, ngo_member):
    for reason in ("Pomyłka", "Inny powód"):
        revoke_certificate(certificate, by=ngo_member, reason=reason)

    assert Certificate.objects.get().revoke_reason == "Pomyłka"


@pytest.mark.parametrize(
    ("typed", "name"), [("", NAME), ("  Aleksandra   Nowak ", "Aleksandra Nowak"), ("x" * 500, "x" * 120)]
)
def test_the_host_may_write_the_full_name(client, earned, ngo_member, typed, name):
    client.force_login(ngo_member)
    client.post(reverse("volunteering:issue", args=[earned.pk]), {"name": typed})

    assert Certificate.objects.get().name == name


def test_the_person_reads_of_it_once_and_the_letter_holds_no_code(
    earned, ngo_member, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        certificate = issue_certificate(earned, by=ngo_member)
    with django_capture_on_commit_callbacks(execute=True):
        issue_certificate(earned, by=ngo_member)

    assert [(m.to, certificate.number in m.body, certificate.code in m.body, shown(certificate.code) in m.body) for m in mail.outbox] == [
        ([earned.email], True, False, False)
    ]  # fmt: skip


def test_a_certificate_taken_back_before_the_letter_left_is_not_told(certificate, ngo_member):
    from shared.letters import deliver_waiting

    revoke_certificate(certificate, by=ngo_member, reason="Pomyłka")
    deliver_waiting()

    assert (mail.outbox, SentLetter.objects.exclude(sent_at=None).count()) == ([], 1)


def test_it_stays_when_the_sign_up_is_erased(client, certificate, earned):
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        retention.erase("signups")
    data = {"numer": certificate.number, "kod": certificate.code}

    assert (SignUp.objects.get().name, Certificate.objects.get().name) == ("", NAME)
    assert NAME in client.post(CHECK, data).content.decode()


# --- who opens it ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [("ngo_member", 200), ("other_member", 404), ("editor", 404), ("coordinator", 404), ("clerk", 404), ("resident", 404), ("nobody", 302)],
)  # fmt: skip
def test_only_the_host_opens_the_paper(request, client, certificate, who, status):
    user = request.getfixturevalue(who)
    if user:
        client.force_login(user)

    answer = client.get(reverse("volunteering:host_certificate", args=[certificate.pk]))
    assert (answer.status_code, answer.content[:4] == b"%PDF") == (status, status == 200)
    assert (
        list(Certificate.objects.visible_to(user)) == ([certificate] if who == "ngo_member" else []) if user else True
    )


def test_what_the_municipality_hosts_is_opened_by_its_office(client, listed, skawina, editor, clerk, other_clerk):
    page = scene.make_campaign(listed, municipality=skawina, days=-1)
    made = scene.make_certificate(page)

    statuses = []
    for user in (editor, clerk, other_clerk):
        client.force_login(user)
        statuses.append(client.get(reverse("volunteering:host_certificate", args=[made.pk])).status_code)
    assert statuses == [200, 200, 404]


def test_the_person_opens_it_by_the_link_of_the_letter(client, certificate, earned):
    address = reverse("volunteering:own_certificate", args=[earned.pk])
    without = client.get(address).status_code
    page = client.get(reverse("signups:link", args=[links.make("own", earned.pk)]), follow=True)
    answer = client.get(address)

    assert (without, address in page.content.decode(), answer.status_code, answer.content[:4]) == (
        404,
        True,
        200,
        b"%PDF",
    )


def test_the_link_of_somebody_else_opens_nothing(client, certificate, done, earned):
    other = scene.make_signup(done, "druga@przyklad.example")
    client.get(reverse("signups:link", args=[links.make("own", other.pk)]))

    assert client.get(reverse("volunteering:own_certificate", args=[earned.pk])).status_code == 404


def test_the_person_does_not_open_what_was_taken_back(client, certificate, earned, ngo_member):
    client.get(reverse("signups:link", args=[links.make("own", earned.pk)]))
    revoke_certificate(certificate, by=ngo_member, reason="Pomyłka")
    address = reverse("volunteering:own_certificate", args=[earned.pk])

    assert client.get(address).status_code == 404
    assert address not in client.get(reverse("signups:own", args=[earned.pk])).content.decode()


# --- the paper -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_paper_is_tagged_pdf_ua_and_says_what_was_done(client, certificate, ngo_member, language):
    client.force_login(ngo_member)
    path = f"/prowadze/zaswiadczenie/{certificate.pk}/pdf/"
    raw = client.get(path if language == "pl" else f"/en{path}").content

    assert is_tagged(raw, language)
    text = words_of(raw)
    said = [certificate.number, NAME, certificate.host_name, certificate.campaign.title, shown(certificate.code).replace("-", " ")]  # fmt: skip
    assert [words for words in said if words not in text] == []


@pytest.mark.parametrize("words", ["👍🙂", "日本語", "\U0010abcd", '"] #set text', "שלום", "Zażółć gęślą jaźń", "a\tb"])
def test_any_words_become_a_paper(client, certificate, ngo_member, words):
    Certificate.objects.update(name=words, scope=words, host_name=words)
    client.force_login(ngo_member)

    assert client.get(reverse("volunteering:host_certificate", args=[certificate.pk])).content[:5] == b"%PDF-"
