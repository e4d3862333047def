"""Letters about volunteering: asked for, confirmed, told once for each shift, ended with one click; strangers learn nothing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ngos.models import OrganisationPage
from shared.letters import _letters, letter
from shared.models import SentLetter
from signups.models import Slot
from tests.factories import volunteering as scene
from volunteering.models import CampaignPage, Follower
from volunteering.services import tell_of_shortage

URL = "/wolontariat-powiadomienia/"
ADDRESS = "chetna@przyklad.example"


@pytest.fixture
def ask(client, db, django_capture_on_commit_callbacks):
    """Send the form; its letters have left when it returns."""

    def ask(email=ADDRESS, url=URL, **data):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, {"email": email, "municipality": "", "topic": "", **data})

    return ask


@pytest.fixture
def tell(django_capture_on_commit_callbacks):
    def tell() -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return tell_of_shortage()

    return tell


def link_of(body: str, path: str) -> str:
    return re.search(rf"https?://[^/\s]+(/\S*{path}\S+)", body)[1]


# --- asking and confirming -------------------------------------------------------------------------------------------------------


def test_an_address_counts_once_its_owner_has_confirmed_it(client, ask, skawina):
    ask(municipality=skawina.pk, topic="nature")
    before = Follower.objects.get().confirmed_at
    clean = client.get(link_of(mail.outbox[0].body, "link/"))
    opened = Follower.objects.get().confirmed_at
    client.post(clean["Location"])

    follower = Follower.objects.get()
    assert (before, opened, follower.confirmed_at is None) == (None, None, False)
    assert (follower.email, follower.municipality, follower.topic) == (ADDRESS, skawina, "nature")
    assert "link/" not in clean["Location"]


def test_a_confirmed_follower_is_not_changed_by_whoever_types_the_address(ask, skawina):
    scene.make_follower(topic="nature")
    ask(ADDRESS.upper(), municipality=skawina.pk, topic="sport")

    follower = Follower.objects.get()
    assert (follower.municipality, follower.topic, len(mail.outbox)) == (None, "nature", 1)


def test_before_confirmation_the_newest_choice_counts(ask, skawina):
    ask(topic="nature")
    ask(municipality=skawina.pk)

    assert (Follower.objects.get().municipality, Follower.objects.get().topic) == (skawina, "")


@pytest.mark.parametrize("data", [{"email": ""}, {"email": "nie-adres"}, {"municipality": "999"}, {"topic": "xyz"}])
def test_bad_input_gets_a_sentence_and_no_letter(ask, db, data):
    answer = ask(**data)

    assert (answer.status_code, list(answer.context["form"].errors), Follower.objects.count(), mail.outbox) == (
        422, list(data), 0, [],
    )  # fmt: skip


# --- the end ------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(campaign, tell):
    """A follower with a letter about a shift that lacks people; the letter."""
    Slot.objects.update(needed=3, **in_days(3))
    scene.make_follower()
    tell()
    return mail.outbox[0]


def in_days(days: float) -> dict:
    starts_at = timezone.now() + timedelta(days=days)
    return {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}


def test_the_letter_names_the_way_out_for_machines(told):
    address = told.extra_headers["List-Unsubscribe"].strip("<>")

    assert told.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (address in told.body, address.startswith("http")) == (True, True)


# --- when people are missing ------------------------------------------------------------------------------------------------------------------


def test_followers_read_how_many_people_are_missing_and_where_to_sign_up(told, campaign, slot):
    with override("pl"):
        sign = reverse("signups:sign", args=[slot.pk])

    assert (told.to, sign in told.body, campaign.title in told.body, "3" in told.body) == ([ADDRESS], True, True, True)
    assert scene.CONTACT not in told.body


def test_each_shift_is_told_once(told, campaign, tell):
    tell()
    other = scene.make_slot(campaign, days=4, needed=2)
    tell()
    tell()

    assert [letter.about.partition("#")[2] for letter in SentLetter.objects.filter(letter="shortage").order_by("pk")] == [
        str(Slot.objects.exclude(pk=other.pk).get().pk), str(other.pk),
    ]  # fmt: skip
    assert len(mail.outbox) == 2


def test_the_job_says_how_many_letters_there_were(campaign, capsys):
    Slot.objects.update(needed=3, **in_days(3))
    scene.make_follower()
    for _twice in (1, 2):
        call_command("tick", "--only", "tell_of_shortage")

    assert [line.rpartition(" ")[2] for line in capsys.readouterr().out.splitlines()] == ["1", "0"]


@pytest.mark.parametrize(
    ("facts", "told_"),
    [
        ({}, True),
        ({"needed": None}, False),
        ({"needed": 1}, False),  # one person has a place already
        ({"state": "cancelled"}, False),
        (in_days(-0.01), False),
        (in_days(6.9), True),
        (in_days(7.1), False),
    ],
)
def test_a_letter_goes_out_for_a_coming_shift_that_lacks_people(campaign, slot, tell, facts, told_):
    Slot.objects.update(**{"needed": 3, **in_days(3), **facts})
    scene.make_signup(slot)
    scene.make_follower()
    tell()

    assert [m.to for m in mail.outbox] == ([[ADDRESS]] if told_ else [])


@pytest.mark.parametrize(
    "facts",
    [{"state": "draft"}, {"state": "cancelled"}, {"state": "summed_up"}, {"live": False}, {"apply_by": timezone.localdate() - timedelta(1)}],
)  # fmt: skip
def test_a_campaign_that_takes_nobody_asks_nobody(campaign, tell, facts):
    Slot.objects.update(needed=3, **in_days(3))
    CampaignPage.objects.update(**facts)
    scene.make_follower()
    tell()

    assert mail.outbox == []


def test_a_suspended_organisation_asks_nobody(campaign, tell):
    Slot.objects.update(needed=3, **in_days(3))
    OrganisationPage.objects.update(state="struck_off")
    scene.make_follower()
    tell()

    assert mail.outbox == []


@pytest.mark.parametrize("change", ["filled", "cancelled", "begun", "unfollowed"])
def test_what_changed_before_the_letter_left_is_not_told(campaign, slot, change):
    """The outbox is written in a transaction; the letter is read anew when it leaves."""
    from shared.letters import deliver_waiting

    Slot.objects.update(needed=1, **in_days(3))
    follower = scene.make_follower()
    tell_of_shortage()
    waiting = SentLetter.objects.filter(sent_at=None).count()
    if change == "filled":
        scene.make_signup(slot)
    elif change == "unfollowed":
        follower.delete()
    else:
        Slot.objects.update(**({"state": "cancelled"} if change == "cancelled" else in_days(-1)))
    deliver_waiting()

    assert (waiting, mail.outbox) == (1, [])


@pytest.mark.parametrize(
    ("follows", "topic", "told_"),
    [
        ("", "", True), ("skawina", "", True), ("liszki", "", False), ("", "civic", True), ("", "sport", False),
        ("skawina", "civic", True), ("skawina", "sport", False), ("liszki", "civic", False),
    ],
)  # fmt: skip
def test_followers_choose_a_municipality_and_a_field(campaign, skawina, liszki, tell, follows, topic, told_):
    place = {"skawina": skawina, "liszki": liszki}.get(follows)
    Slot.objects.update(needed=3, **in_days(3))
    scene.make_follower(municipality=place, topic=topic)
    tell()

    assert (len(mail.outbox) == 1) is told_


def test_a_campaign_of_the_whole_area_is_told_to_those_who_follow_the_whole_area(listed, skawina, tell):
    page = scene.make_campaign(listed, days=None)
    scene.make_slot(page, days=3, needed=2)
    scene.make_follower("wszystko@przyklad.example")
    scene.make_follower("gmina@przyklad.example", municipality=skawina)
    tell()

    assert [m.to for m in mail.outbox] == [["wszystko@przyklad.example"]]


@pytest.mark.parametrize(
    ("state", "told_"),
    [("accepted", False), ("waiting", False), ("applied", False), ("unconfirmed", False), ("withdrawn", True), ("refused", True)],
)  # fmt: skip
def test_whoever_has_signed_up_is_not_asked(campaign, slot, tell, state, told_):
    Slot.objects.update(needed=3, **in_days(3))
    scene.make_signup(slot, ADDRESS, state=state)
    scene.make_follower(ADDRESS)
    tell()

    assert (len(mail.outbox) == 1) is told_


def test_an_address_that_was_never_confirmed_gets_nothing(campaign, tell):
    Slot.objects.update(needed=3, **in_days(3))
    scene.make_follower(confirmed_at=None)
    tell()

    assert mail.outbox == []


def test_no_two_apps_give_letters_the_same_name():
    """The name is the key by which the outbox finds the words: the later of two would be sent in place of the other."""

    def shortage(follower):
        return None

    with pytest.raises(ImproperlyConfigured):
        letter(shortage)
    assert _letters["shortage"].__module__ == "volunteering.emails"
