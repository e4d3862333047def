"""What is kept and how long: every rule erases what its time is over for, nothing else, once, and says so in public."""

import logging
import uuid
from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services import grant_office
from consultations.models import Comment, ConsultationPage, Follower, Submitter
from ngos.models import Claim, ImportRun, Invitation, Message
from practices.models import RepeatMessage, Submission
from shared.acts import retention
from shared.cached import forget
from shared.letters import digest
from shared.models import LegalTerm, SentLetter
from signups.models import HostQuestion
from tests.conftest import person
from tests.factories import events, practices, scenery, volunteering
from tests.parallel import at_once
from volunteering.models import Certificate
from volunteering.models import Follower as VolunteeringFollower

pytestmark = pytest.mark.django_db
WHO = {"name": "Anna Nowak", "email": "anna@przyklad.example"}


def ago(days: float):
    return timezone.now() - timedelta(days=days)


# --- one row for each rule -------------------------------------------------------------------------------------------


@pytest.fixture
def event(home, skawina):
    return events.make_event(events.make_calendar(home), municipality=skawina)


@pytest.fixture
def practice(home):
    return practices.make_practice(practices.make_list(home))


@pytest.fixture
def campaign(home, organisation):
    return volunteering.make_campaign(volunteering.make_list(home), organisation=organisation)


def stamp(row, **moments):
    """The row as if it had been made then, whatever its columns fill in by themselves."""
    type(row)._base_manager.filter(pk=row.pk).update(**moments)
    return row


def message(model, days: float, **about):
    words = {"name": "Ola", "reply_to": "ola@przyklad.example", "text": "?", "form_key": uuid.uuid4()}
    return stamp(model.objects.create(**words, **about), created_at=ago(days))


def make_submitter(get, days):
    comment = get("comment")
    ConsultationPage.objects.update(state="reported", reported_at=ago(days))
    return stamp(comment.submitter, **WHO)


def make_unconfirmed_submitter(get, days):
    comment = stamp(get("comment"), state="unconfirmed", created_at=ago(days))
    return stamp(comment.submitter, **WHO)


def make_follower(get, days):
    page = get("consultation")
    ConsultationPage.objects.update(state="reported", reported_at=ago(days))
    return Follower.objects.create(consultation=page, email=WHO["email"], confirmed_at=timezone.now())


def make_unconfirmed_follower(get, days):
    return stamp(Follower.objects.create(consultation=get("consultation"), email=WHO["email"]), created_at=ago(days))


def make_unconfirmed_volunteer(get, days):
    get("home")
    return stamp(volunteering.make_follower(confirmed_at=None), created_at=ago(days))


def make_certificate(get, days):
    return stamp(volunteering.make_certificate(get("campaign")), issued_at=ago(days))


def make_signup(get, days):
    event = get("event")
    slot = events.make_slot(event)
    signup = events.make_signup(slot)
    stamp(slot, starts_at=ago(days + 0.1), ends_at=ago(days))
    return signup


def make_invitation(get, days):
    return Invitation.objects.create(organisation=get("organisation"), email=WHO["email"], expires_at=ago(days))


def make_claim(get, days, state="refused"):
    words = {"function": "prezeska", "message": "Jestem w KRS.", "reason": "Nie ma Pani w rejestrze.", "state": state}
    return stamp(
        Claim.objects.create(organisation=get("organisation"), user=get("neighbour"), **words), created_at=ago(days)
    )


def make_import(get, days):
    run = ImportRun.objects.create(
        content=b"x",
        header=[],
        file_name="opp.csv",
        source="opp-2014",
        started_by=get("editor"),
        municipality=get("skawina"),
    )
    return stamp(run, created_at=ago(days))


def make_sender(get, days):
    row = practices.make_submission(get("skawina"), **WHO)
    return stamp(row, state=Submission.State.REFUSED, decided_at=ago(days))


def make_account(get, days):
    get("home")
    user = stamp(person("nikt@przyklad.example"), date_joined=ago(days))
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    return user


def make_session(get, days):
    get("home")
    return Session.objects.create(session_key=uuid.uuid4().hex, session_data="", expire_date=ago(days))


def make_letter(get, days):
    get("home")
    row = SentLetter.objects.create(
        letter="note", recipient_digest=digest(WHO["email"]), about="x:1", sent_at=ago(days)
    )
    return stamp(row, created_at=ago(days))


RULES = {
    # rule: how a row is made, the days it is kept, what stays of it
    "comment_submitters": (make_submitter, 365, {"name": "", "email": "", "solectwo_id": None, "user_id": None}),
    "unconfirmed_submitters": (make_unconfirmed_submitter, 30, {"name": "", "email": ""}),
    "consultation_followers": (make_follower, 90, None),
    "unconfirmed_consultation_followers": (make_unconfirmed_follower, 14, None),
    "certificate_names": (make_certificate, 3650, {"name": ""}),
    "unconfirmed_volunteering_followers": (make_unconfirmed_volunteer, 14, None),
    "messages_about_practices": (lambda get, days: message(RepeatMessage, days, practice=get("practice")), 90, None),
    "senders_of_practices": (make_sender, 90, {"name": "", "email": ""}),
    "signups": (make_signup, 180, {"name": "", "email": "", "phone": "", "note": ""}),
    "questions_to_hosts": (lambda get, days: message(HostQuestion, days, page=get("event")), 90, None),
    "messages_to_organisations": (lambda get, days: message(Message, days, organisation=get("organisation")), 90, None),
    "invitations_to_profiles": (make_invitation, 90, None),
    "claims": (make_claim, 365, None),
    "abandoned_imports": (make_import, 30, None),
    "unconfirmed_accounts": (make_account, 14, None),
    "sessions": (make_session, 0, None),
    "sent_letters": (make_letter, 365, None),
}


def test_every_rule_is_tested_here():
    assert sorted(RULES) == sorted(retention.rules)


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("late", [-0.1, 0.1])
def test_a_rule_erases_what_its_time_is_over_for_and_nothing_a_moment_before(request, name, late):
    make, days, left = RULES[name]
    row = make(request.getfixturevalue, days + late)
    due = late > 0

    assert retention.count_due()[name] == int(due)
    assert (retention.erase(name), retention.erase(name)) == (int(due), 0)
    there = type(row)._base_manager.filter(pk=row.pk)
    assert there.exists() is (not due or left is not None)
    if due and left is not None:
        assert there.values(*left).get() == left


@pytest.mark.parametrize("name", RULES)
def test_the_day_of_the_next_erasure_is_told(request, name):
    make, days, _left = RULES[name]
    none = retention.read_days()[name][1]
    make(request.getfixturevalue, days - 10)
    forget("retention")

    told = retention.read_days()[name][1]
    assert none is None
    assert told == (None if name == "signups" else timezone.localdate() + timedelta(days=11))


# --- what stays ------------------------------------------------------------------------------------------------------


def test_a_comment_loses_its_submitter_and_not_a_word(comment, client, moderator, settings):
    settings.STAFF_WITHOUT_TOTP = True
    stamp(comment.submitter, **WHO, wants_report=True)
    ConsultationPage.objects.update(state="reported", reported_at=ago(400))
    words = [list(Comment.objects.values()), list(comment.versions.values())]
    address = reverse("consultations:comment", args=[comment.slug])
    before = client.get(address).status_code

    retention.erase("comment_submitters")

    assert ([list(Comment.objects.values()), list(comment.versions.values())], client.get(address).status_code) == (
        words,
        before,
    )
    row = Submitter.objects.get()
    assert (row.wants_report, row.erased_at is not None) == (False, True)
    client.force_login(moderator)
    identity = client.get(reverse("consultations_admin:identity", args=[comment.pk])).getvalue().decode()
    assert (WHO["name"] in identity, "Usunięto dnia" in identity) == (False, True)


@pytest.mark.parametrize(
    ("facts", "erased"),
    [
        ({"state": "announced"}, 0),
        ({"state": "cancelled", "cancelled_at": -366}, 1),
        ({"state": "cancelled", "cancelled_at": -364}, 0),
        ({"state": "reported", "reported_at": -366}, 1),
    ],
)
def test_the_time_of_submitters_runs_from_the_report_or_the_cancellation(comment, facts, erased):
    stamp(comment.submitter, **WHO)
    moments = {name: ago(-days) for name, days in facts.items() if isinstance(days, int)}
    ConsultationPage.objects.update(**{**facts, **moments})

    assert retention.erase("comment_submitters") == erased


def test_an_unconfirmed_comment_stays_uncounted_when_its_sender_is_erased(comment):
    stamp(comment, state="unconfirmed", created_at=ago(31))
    stamp(comment.submitter, **WHO)

    retention.erase("unconfirmed_submitters")

    assert list(Comment.objects.values_list("state", "number", "words__opinion")) == [
        ("unconfirmed", 1, "Uwaga numer 1")
    ]
    assert Comment.objects.counted().count() == 0


def test_followers_of_a_consultation_that_goes_on_stay(consultation):
    Follower.objects.create(consultation=consultation, email=WHO["email"], confirmed_at=ago(400))

    assert (retention.erase("consultation_followers"), Follower.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("state", "left"), [("new", [("new", "prezeska")]), ("accepted", [("accepted", "")]), ("refused", [])]
)
def test_what_stays_of_a_claim_follows_from_the_decision(request, state, left):
    make_claim(request.getfixturevalue, 400, state=state)

    assert retention.erase("claims") == int(state != "new")
    assert list(Claim.objects.values_list("state", "function")) == left


def test_an_import_that_has_been_decided_about_stays(request):
    stamp(make_import(request.getfixturevalue, 40), decided_at=ago(40))

    assert (retention.erase("abandoned_imports"), ImportRun.objects.count()) == (0, 1)


@pytest.mark.parametrize("known", ["verified", "signed in", "office", "staff", "made by an office"])
def test_an_account_somebody_uses_or_an_office_has_made_stays(request, known, skawina):
    user = make_account(request.getfixturevalue, 400)
    if known == "verified":
        EmailAddress.objects.create(user=user, email="inny@przyklad.example", verified=True)
    elif known == "office":
        grant_office(user, "host", skawina)
    elif known == "made by an office":
        EmailAddress.objects.filter(user=user).delete()
    else:
        stamp(user, **({"last_login": ago(300)} if known == "signed in" else {"is_staff": True}))

    assert (retention.erase("unconfirmed_accounts"), User.objects.filter(pk=user.pk).exists()) == (0, True)


def test_a_confirmed_follower_of_volunteering_stays(home):
    stamp(volunteering.make_follower(confirmed_at=ago(400)), created_at=ago(401))
    retention.erase_expired()

    assert VolunteeringFollower.objects.count() == 1


def test_a_certificate_without_its_name_is_still_checked_by_its_number(client, campaign):
    certificate = stamp(volunteering.make_certificate(campaign), issued_at=ago(3651))
    name = certificate.name
    retention.erase("certificate_names")

    answer = client.post("/zaswiadczenie/", {"numer": certificate.number, "kod": certificate.code})

    assert (answer.status_code, answer.context["certificate"], answer.context["shows_words"]) == (
        200,
        certificate,
        False,
    )
    assert (answer.context["wrong_code"], name in answer.getvalue().decode()) == (False, False)
    assert Certificate.objects.get().number == certificate.number


# --- the office's own time ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "since", "erased", "told"),
    [("100", None, 1, "100 dni"), ("730", None, 0, "2 lata"), ("100", 5, 0, "1 rok"), ("rok", None, 0, "1 rok")],
)
def test_an_office_sets_its_own_time_by_a_dated_term(request, value, since, erased, told):
    make_submitter(request.getfixturevalue, 200)
    valid = timezone.localdate() + timedelta(days=since) if since else None
    LegalTerm.objects.create(key="keep.comment_submitters", value=value, unit="dni", act="JRWA", valid_from=valid)

    row = next(row for row in retention.read_rules() if row.rule.name == "comment_submitters")
    assert (row.period, retention.erase("comment_submitters")) == (told, erased)


# --- the command -------------------------------------------------------------------------------------------------------


def run(*args) -> dict[str, int]:
    out = StringIO()
    call_command("erase_expired", *args, stdout=out)
    return {name: int(number) for name, number in (line.split(": ") for line in out.getvalue().splitlines())}


def test_the_command_obeys_every_rule_once(request):
    for make, days, _left in (RULES[name] for name in ("messages_to_organisations", "sessions", "sent_letters")):
        make(request.getfixturevalue, days + 1)
    nothing = dict.fromkeys(retention.rules, 0)
    three = {**nothing, "messages_to_organisations": 1, "sessions": 1, "sent_letters": 1}

    assert [run("--dry-run"), run("--dry-run"), run(), run()] == [three, three, three, nothing]


def test_batches_erase_everything(home, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for _number in range(5):
        Session.objects.create(session_key=uuid.uuid4().hex, session_data="", expire_date=ago(1))

    assert (retention.erase("sessions"), Session.objects.count()) == (5, 0)


@pytest.fixture
def broken_rule():
    """A rule that cannot be obeyed, first of all rules."""
    others = dict(retention.rules)
    retention.rules.clear()

    def fail(rows):
        raise OSError("the disk is full")

    @retention.retains("broken", "x", why="x", after="x", since="date_joined", erase=fail)
    def find():
        return User.objects.all()

    retention.rules.update(others)
    yield retention.rules["broken"]
    del retention.rules["broken"]


def test_a_rule_that_fails_stops_no_other_and_the_command_says_so(request, broken_rule, resident, caplog):
    make_session(request.getfixturevalue, 1)

    with caplog.at_level(logging.ERROR), pytest.raises(CommandError, match="failed: broken"):
        run()
    assert (Session.objects.count(), User.objects.count()) == (0, 1)
    assert [record.getMessage() for record in caplog.records if "broken" in record.getMessage()] != []


def test_a_rule_that_finds_again_what_it_has_erased_is_refused(broken_rule, resident):
    idle = retention.Rule(
        name="idle", what="x", why="x", after="x", find=broken_rule.find, since="date_joined", erase=len
    )
    retention.rules["broken"] = idle

    with pytest.raises(RuntimeError, match="finds again"):
        retention.erase("broken")


def test_two_rules_have_two_names():
    with pytest.raises(ValueError, match="sessions"):
        retention.retains("sessions", "x", why="x", after="x")(lambda: Session.objects.all())


MANY = 40


def findings() -> dict:
    """Three commands at once: each row is erased, and counted, by one of them."""
    now = timezone.now()
    Session.objects.bulk_create(
        Session(session_key=f"k{number}", session_data="", expire_date=now - timedelta(days=1))
        for number in range(MANY)
    )
    counted = at_once([lambda: retention.erase("sessions")] * 3)
    return {"counted": sum(counted), "left": Session.objects.filter(expire_date__lt=now).count()}


def test_commands_at_once_erase_each_row_once_in_a_sqlite_file(on_a_sqlite_file):
    assert on_a_sqlite_file(findings) == {"counted": MANY, "left": 0}


def test_commands_at_once_erase_each_row_once_in_postgresql(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: DATABASE_URL=postgres://…")
    scenery.make_root()

    assert findings() == {"counted": MANY, "left": 0}


# --- the page ----------------------------------------------------------------------------------------------------------

PAGE = "/ochrona-danych/przechowywanie/"


@pytest.mark.parametrize("language", ["pl", "en"])
def test_everybody_reads_every_rule(client, home, language):
    html = client.get(PAGE if language == "pl" else f"/en{PAGE}").getvalue().decode()

    assert html.count('<th scope="row">') == len(retention.rules) + len(retention.kept)
    assert ("Sesje:" in html, "Sessions:" in html) == (language == "pl", language == "en")


def test_the_page_is_linked_from_every_page(client, home):
    assert f'href="{PAGE}"' in client.get("/").getvalue().decode()


def test_the_page_costs_the_same_however_much_is_kept(client, home, django_assert_num_queries):
    for _time in range(2):
        client.get(PAGE)  # what every page remembers
    for _number in range(3):
        Session.objects.create(session_key=uuid.uuid4().hex, session_data="", expire_date=ago(-1))
    forget("retention")
    with django_assert_num_queries(1 + len(retention.rules)):  # the site; terms once; sign-ups have times of their own
        client.get(PAGE)
    with django_assert_num_queries(1):
        client.get(PAGE)


def test_sentences_of_every_rule_are_whole():
    texts = [text for rule in retention.rules.values() for text in (rule.what, rule.why, rule.after, rule.then)]

    assert [str(text) for text in texts if not str(text).strip()] == []


# --- the sent-log ------------------------------------------------------------------------------------------------------


def test_an_address_is_not_found_in_the_sent_log_by_trying(settings):
    address = "anna@przyklad.example"
    mine = digest(f" {address.upper()} ")
    same = digest(address)
    settings.SECRET_KEY = "x" * 50

    assert (mine == same, digest(address) == same, len(same)) == (True, False, 64)


def test_digests_of_the_old_kind_are_salted_by_the_migration(home):
    from hashlib import sha256
    from importlib import import_module

    from django.apps import apps

    old = sha256(WHO["email"].encode()).hexdigest()
    row = SentLetter.objects.create(letter="note", recipient_digest=old, about="x:1")
    import_module("shared.migrations.0005_salted_digests").salt(apps, None)

    row.refresh_from_db()
    assert row.recipient_digest == digest(WHO["email"])
