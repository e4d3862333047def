"""The statutory clock: statuses by day, the minimum time, the announcement, changed dates."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from wagtail.models import PageLogEntry

from consultations.announcing import gaps, time_gaps
from consultations.clock import Clock
from consultations.lifecycle import CONSULTATION
from consultations.models import (
    AnswerStagePage,
    CommentStagePage,
    ConsultationPage,
    DateChange,
    DocumentStagePage,
    ReportStagePage,
    StagePage,
)
from consultations.services import change_dates, override_minimum
from documents.models import Unit, Version
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.models import DayOff, LegalTerm
from shared.templatetags.razem import full_date
from tests.desks import hidden_fields
from tests.factories import scenery
from tests.kept import kept

WARSAW = ZoneInfo("Europe/Warsaw")
TODAY = date(2026, 9, 1)  # a Tuesday
REASON = "Sołtysi prosili o dodatkowe zebranie wiejskie."


def september():
    return time_machine.travel(datetime.combine(TODAY, time(10, 0), WARSAW), tick=False)


@pytest.fixture(autouse=True)
def the_first_of_september():
    with september() as clock:
        yield clock


@kept
def consultation(lists, document):
    """The consultation of the cast, its first day being the first of September."""
    with september():
        return scenery.announced(draft(lists, document=document))


@pytest.fixture
def strategy():
    LegalTerm.objects.create(
        key="consult.strategy.min", value="35", unit="dni", act="ustawy o zasadach prowadzenia polityki rozwoju",
        article="art. 6 ust. 5",
    )  # fmt: skip
    LegalTerm.objects.create(key="consult.strategy.report", value="30", unit="dni", act="ustawy", article="art. 6")
    return scenery.make_kind("strategy", minimum_key="consult.strategy.min", report_key="consult.strategy.report")


def draft(lists, *, document=None, opens=0, closes=21, **details):
    page = scenery.make_consultation(lists[0], **details)
    scenery.make_stages(page, document=document, opens=opens, closes=closes)
    return ConsultationPage.objects.get(pk=page.pk)


def again(page):
    return type(page).objects.get(pk=page.pk)


def facts(page):
    return list(ConsultationPage.objects.filter(pk=page.pk).values_list("state", "year", "sequence", "announced_on"))


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


# --- what the calendar says -----------------------------------------------------------------------------------

DAYS = [
    # day, status, open, days left, running stages
    (-1, "announced", False, 22, 0),
    (0, "running", True, 21, 1),
    (1, "running", True, 20, 1),
    (18, "running", True, 3, 1),
    (19, "last_days", True, 2, 1),
    (20, "last_days", True, 1, 1),
    (21, "last_days", True, 0, 1),
    (22, "analysis", False, -1, 0),
    (400, "analysis", False, -379, 0),
]


@pytest.mark.parametrize(("number", "status", "is_open", "left", "running"), DAYS)
def test_the_status_follows_from_the_day(consultation, number, status, is_open, left, running):
    clock = Clock(consultation, day(number))

    assert (clock.status, clock.is_open, clock.days_left, len(clock.running)) == (status, is_open, left, running)


@pytest.mark.parametrize(("number", "status", "is_open", "left", "running"), DAYS)
def test_the_status_changes_at_midnight_in_warsaw(
    consultation, the_first_of_september, number, status, is_open, left, running
):
    for moment in (time(0, 0), time(23, 59, 59)):
        the_first_of_september.move_to(datetime.combine(day(number), moment, WARSAW))
        assert (again(consultation).clock.status, len(StagePage.objects.running().filter(slug="uwagi"))) == (
            status,
            running,
        )


@pytest.mark.parametrize("state", ["draft", "cancelled"])
@pytest.mark.parametrize("number", [-1, 0, 21, 22])
def test_a_draft_and_a_cancelled_consultation_are_never_open(consultation, state, number):
    consultation.state = state
    clock = Clock(consultation, day(number))

    assert (clock.status, clock.is_open, clock.running) == (state, False, [])


@pytest.mark.parametrize(("outcomes", "status"), [("", "report"), ("Rada zmieniła regulamin.", "outcomes")])
def test_after_the_report_come_the_outcomes(consultation, outcomes, status):
    consultation.state, consultation.outcomes = "reported", outcomes

    assert Clock(consultation, day(60)).status == status


TENSES = [
    # stages: comments day 0-21, answers 21-51, report on day 51
    (-1, ["next", "next", "next"]),
    (0, ["now", "next", "next"]),
    (20, ["now", "next", "next"]),
    (21, ["now", "now", "next"]),
    (22, ["past", "now", "next"]),
    (51, ["past", "now", "now"]),
    (52, ["past", "past", "past"]),
]


@pytest.mark.parametrize(("number", "tenses"), TENSES)
def test_the_timeline_says_what_was_is_and_will_be(consultation, number, tenses):
    steps = Clock(consultation, day(number)).timeline

    assert [step.tense for step in steps] == tenses
    assert [type(step.stage) for step in steps] == [DocumentStagePage, AnswerStagePage, ReportStagePage]


def test_a_stage_without_dates_is_ahead(consultation):
    StagePage.objects.filter(slug="raport").update(opens_on=None, closes_on=None)

    assert [step.tense for step in Clock(consultation, day(400)).timeline] == ["past", "past", "next"]


def test_unpublished_stages_do_not_count(consultation):
    DocumentStagePage.objects.update(live=False)
    clock = Clock(consultation, day(0))

    assert (clock.status, clock.running, clock.opens_on, clock.closes_on, clock.days_left) == (
        "announced",
        [],
        None,
        None,
        0,
    )


def test_two_collecting_stages_count_from_the_first_day_of_one_to_the_last_of_the_other(consultation):
    scenery.child(consultation, CommentStagePage(title="Więcej", slug="wiecej", opens_on=day(30), closes_on=day(40)))
    found = {number: Clock(consultation, day(number)) for number in (0, 25, 30, 41)}

    assert (found[0].opens_on, found[0].closes_on) == (day(0), day(40))
    assert {number: len(clock.running) for number, clock in found.items()} == {0: 1, 25: 0, 30: 1, 41: 0}
    assert found[41].status == "analysis"


def test_the_report_is_due_on_the_last_day_of_the_answers(consultation):
    assert Clock(consultation).report_due == day(51)


@pytest.mark.parametrize(("value", "due"), [("30", 51), ("14", 35), (None, 51)])
def test_without_a_stage_of_answers_the_law_or_thirty_days_decide(lists, value, due):
    if value:
        LegalTerm.objects.create(key="consult.x.report", value=value, act="ustawy")
    page = draft(lists, kind=scenery.make_kind("x", report_key="consult.x.report" if value else ""))
    AnswerStagePage.objects.update(closes_on=None)

    assert Clock(page).report_due == day(due)


def test_the_term_of_the_report_is_the_one_in_force_on_the_last_day(lists):
    LegalTerm.objects.create(key="consult.x.report", value="30", act="ustawy")
    LegalTerm.objects.create(key="consult.x.report", value="60", act="ustawy", valid_from=day(21))
    page = draft(lists, kind=scenery.make_kind("x", report_key="consult.x.report"))
    AnswerStagePage.objects.update(closes_on=None)

    assert Clock(page).report_due == day(81)


# --- the minimum time -----------------------------------------------------------------------------------------

MINIMUM = [
    # first day, last day, earliest lawful last day (35 days, the first not counted), lawful
    (0, 35, 35, True),
    (0, 34, 35, False),
    (0, 21, 35, False),
    (10, 44, 45, False),
    (10, 45, 45, True),
]


@pytest.mark.parametrize(("opens", "closes", "earliest", "lawful"), MINIMUM)
def test_a_strategy_is_consulted_for_at_least_thirty_five_days(lists, strategy, clerk, opens, closes, earliest, lawful):
    page = draft(lists, kind=strategy, opens=opens, closes=closes)
    if lawful:
        CONSULTATION.apply("announce", page, by=clerk)
    else:
        with pytest.raises(MoveRefused) as refusal:
            CONSULTATION.apply("announce", page, by=clerk)
        assert [full_date(day(earliest)) in sentence for sentence in refusal.value.reasons] == [True]

    assert facts(page) == [("announced", 2026, 1, TODAY) if lawful else ("draft", None, None, None)]


@pytest.mark.parametrize(
    ("opens", "last_day"),
    [
        (date(2026, 9, 1), date(2026, 10, 6)),  # a Tuesday
        (date(2026, 9, 5), date(2026, 10, 12)),  # the 35th day is Saturday 10 October: Monday
        (date(2026, 9, 27), date(2026, 11, 2)),  # the 35th day is Sunday 1 November, All Saints: Monday
        (date(2026, 10, 7), date(2026, 11, 12)),  # the 35th day is 11 November: Thursday
        (date(2026, 11, 20), date(2026, 12, 28)),  # 25 December, Christmas, then a weekend: Monday
    ],
)
def test_a_period_that_would_end_on_a_day_off_ends_on_the_next_working_day(lists, strategy, opens, last_day):
    days = (opens - TODAY).days
    early = draft(lists, kind=strategy, opens=days, closes=(last_day - TODAY).days - 1)
    lawful = draft(lists, kind=strategy, slug="druga", opens=days, closes=(last_day - TODAY).days)

    assert [full_date(last_day) in sentence for sentence in time_gaps(early)] == [True]
    assert time_gaps(lawful) == []


def test_a_day_off_added_by_the_government_moves_the_earliest_day_too(lists, strategy):
    page = draft(lists, kind=strategy, closes=35)
    assert time_gaps(page) == []
    DayOff.objects.create(day=day(35), name="Dodatkowy dzień wolny")

    assert [full_date(day(36)) in sentence for sentence in time_gaps(page)] == [True]


def test_a_kind_without_a_minimum_is_announced_for_any_time(lists, clerk):
    page = draft(lists, closes=0)

    CONSULTATION.apply("announce", page, by=clerk)

    assert facts(page) == [("announced", 2026, 1, TODAY)]


def test_the_minimum_in_force_on_the_day_decides(lists, strategy):
    LegalTerm.objects.create(key="consult.strategy.min", value="14", act="ustawy", valid_from=day(1))
    page = draft(lists, kind=strategy, closes=21)

    assert (len(time_gaps(page, TODAY)), time_gaps(page, day(1))) == (1, [])


WHO_OVERRIDES = {"clerk": False, "moderator": False, "coordinator": True, "other_clerk": False, "resident": False}


@pytest.mark.parametrize("who", WHO_OVERRIDES)
def test_only_a_coordinator_allows_a_shorter_time(request, lists, strategy, who):
    page, user = draft(lists, kind=strategy), request.getfixturevalue(who)
    if WHO_OVERRIDES[who]:
        override_minimum(page, by=user, reason=REASON)
    else:
        with pytest.raises(PermissionDenied):
            override_minimum(page, by=user, reason=REASON)

    assert again(page).override_reason == (REASON if WHO_OVERRIDES[who] else "")
    assert len(gaps(again(page))) == (0 if WHO_OVERRIDES[who] else 1)


@pytest.mark.parametrize("reason", ["", "   ", "krótko", " " * 40 + "."])
def test_a_shorter_time_needs_a_written_reason(lists, strategy, coordinator, reason):
    page = draft(lists, kind=strategy)

    with pytest.raises(MoveRefused):
        override_minimum(page, by=coordinator, reason=reason)

    assert (again(page).override_reason, again(page).override_by) == ("", None)


def test_an_allowed_shorter_time_lets_the_host_announce(lists, strategy, coordinator, clerk):
    page = draft(lists, kind=strategy)
    override_minimum(page, by=coordinator, reason=REASON)

    CONSULTATION.apply("announce", page, by=clerk)

    assert (again(page).state, again(page).override_by) == ("announced", coordinator)


def test_the_decision_about_a_shorter_time_is_logged(lists, strategy, coordinator):
    page = draft(lists, kind=strategy)
    before = PageLogEntry.objects.filter(page=page.pk).count()

    override_minimum(page, by=coordinator, reason=REASON)

    assert PageLogEntry.objects.filter(page=page.pk, user=coordinator).count() == 1
    assert PageLogEntry.objects.filter(page=page.pk).count() == before + 1


# --- the announcement -----------------------------------------------------------------------------------------

WHO_ANNOUNCES = {"clerk": True, "coordinator": True, "moderator": False, "other_clerk": False, "resident": False}


@pytest.mark.parametrize("who", WHO_ANNOUNCES)
def test_hosts_and_coordinators_announce(request, lists, who):
    page, user = draft(lists), request.getfixturevalue(who)
    if WHO_ANNOUNCES[who]:
        CONSULTATION.apply("announce", page, by=user)
    else:
        with pytest.raises(PermissionDenied):
            CONSULTATION.apply("announce", page, by=user)

    assert facts(page) == [("announced", 2026, 1, TODAY) if WHO_ANNOUNCES[who] else ("draft", None, None, None)]


GAPS = {
    "the page is a draft": lambda page: ConsultationPage.objects.filter(pk=page.pk).update(live=False),
    "no stage collects": lambda page: CommentStagePage.objects.update(live=False),
    "a stage without dates": lambda page: CommentStagePage.objects.update(opens_on=None, closes_on=None),
    "the first day has passed": lambda page: CommentStagePage.objects.update(opens_on=day(-1)),
    "nothing can be changed": lambda page: ConsultationPage.objects.filter(pk=page.pk).update(open_to_change=" "),
    "nothing is settled": lambda page: ConsultationPage.objects.filter(pk=page.pk).update(settled=""),
}


@pytest.mark.parametrize("what", GAPS)
def test_an_announcement_with_a_gap_is_refused_with_one_sentence(lists, clerk, what):
    page = draft(lists)
    GAPS[what](page)

    with pytest.raises(MoveRefused) as refusal:
        CONSULTATION.apply("announce", again(page), by=clerk)

    assert len(refusal.value.reasons) == 1
    assert facts(page) == [("draft", None, None, None)]


def test_the_announcement_gives_the_next_number_of_the_year(lists, clerk, the_first_of_september):
    pages = [draft(lists, slug=slug, closes=200) for slug in ("a", "b")]
    for page in pages:
        CONSULTATION.apply("announce", page, by=clerk)
    the_first_of_september.move_to(datetime(2027, 1, 1, 0, 0, tzinfo=WARSAW))
    third = draft(lists, slug="c")
    CONSULTATION.apply("announce", third, by=clerk)

    assert [again(page).code for page in (*pages, third)] == ["KS/2026/001", "KS/2026/002", "KS/2027/001"]


def test_a_number_is_of_the_year_in_warsaw(lists, clerk, the_first_of_september):
    the_first_of_september.move_to(datetime(2027, 1, 1, 0, 30, tzinfo=WARSAW))
    page = draft(lists)

    CONSULTATION.apply("announce", page, by=clerk)

    assert facts(page) == [("announced", 2027, 1, date(2027, 1, 1))]


def test_a_second_announcement_changes_nothing(lists, clerk, the_first_of_september):
    page = draft(lists)
    CONSULTATION.apply("announce", page, by=clerk)
    the_first_of_september.shift(timedelta(days=2))

    with pytest.raises(MoveNotAllowed):
        CONSULTATION.apply("announce", again(page), by=clerk)

    assert facts(page) == [("announced", 2026, 1, TODAY)]


def test_two_clerks_with_the_same_screen_announce_once(lists, clerk, second_clerk):
    page = draft(lists)
    stale = again(page)
    CONSULTATION.apply("announce", page, by=clerk)

    with pytest.raises(MoveNotAllowed):
        CONSULTATION.apply("announce", stale, by=second_clerk)

    assert facts(page) == [("announced", 2026, 1, TODAY)]


def test_a_second_announcement_over_http_is_a_conflict(client, settings, lists, clerk):
    from django.urls import reverse

    settings.STAFF_WITHOUT_TOTP = True
    page = draft(lists)
    client.force_login(clerk)
    url = reverse("consultations_admin:move", args=[page.pk, "announce"])

    old = hidden_fields(client.get(reverse("consultations_admin:panel", args=[page.pk])), url)
    answers = [client.post(url, old) for _twice in (1, 2)]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert str(clerk) in " ".join(answers[1].context["refused"])
    assert facts(page) == [("announced", 2026, 1, TODAY)]


def test_the_announcement_is_logged_with_the_person(lists, clerk):
    page = draft(lists)

    CONSULTATION.apply("announce", page, by=clerk)

    entry = PageLogEntry.objects.get(page=page.pk, action="lifecycle.move")
    assert (entry.user, entry.data["move"], entry.data["from"], entry.data["to"]) == (
        clerk,
        "announce",
        "draft",
        "announced",
    )


def test_the_announcement_freezes_the_text_as_it_stands(lists, document, clerk):
    document.text = scenery.TEXT + "2. Dopisany ustęp.\n"
    document.save_revision().publish()
    page = draft(lists, document=document)

    CONSULTATION.apply("announce", page, by=clerk)

    version = DocumentStagePage.objects.get().version
    assert (version.number, Unit.objects.filter(version=version, text="Dopisany ustęp.").count()) == (2, 1)


def test_editing_the_document_afterwards_makes_a_new_version_and_leaves_the_frozen_units(lists, document, clerk):
    page = draft(lists, document=document)
    CONSULTATION.apply("announce", page, by=clerk)
    frozen = DocumentStagePage.objects.get().version
    units = list(Unit.objects.filter(version=frozen).order_by("order").values())

    document.text = scenery.TEXT.replace("14 dni", "7 dni")
    document.save_revision().publish()

    assert DocumentStagePage.objects.get().version == frozen
    assert list(Unit.objects.filter(version=frozen).order_by("order").values()) == units
    assert list(Version.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize("state", ["draft", "cancelled", "reported"])
def test_only_an_announced_consultation_is_cancelled(lists, clerk, state):
    page = draft(lists)
    ConsultationPage.objects.filter(pk=page.pk).update(state=state)

    with pytest.raises(MoveNotAllowed):
        CONSULTATION.apply("cancel", again(page), by=clerk, reason=REASON)

    assert again(page).state == state


def test_the_reason_of_a_cancellation_is_kept(consultation, clerk):
    CONSULTATION.apply("cancel", consultation, by=clerk, reason=REASON)

    assert (again(consultation).state, again(consultation).cancel_reason) == ("cancelled", REASON)


# --- changing dates -------------------------------------------------------------------------------------------

CHANGES = [
    # day of the change, new first day, new last day, reason, accepted: the stage lasts from day 0 to day 21
    ("longer while it runs", 5, 0, 30, REASON, True),
    ("longer on the last day", 21, 0, 22, REASON, True),
    ("the same days", 5, 0, 21, REASON, True),
    ("shorter while it runs", 5, 0, 20, REASON, False),
    ("another first day while it runs", 5, 1, 30, REASON, False),
    ("without a reason", 5, 0, 30, "  ", False),
    ("last before first", 5, 0, -1, REASON, False),
    ("later before it begins", -3, 2, 30, REASON, True),
    ("last before first, before it begins", -3, 2, 1, REASON, False),
]


@pytest.mark.parametrize(
    ("what", "on", "opens", "closes", "reason", "accepted"), CHANGES, ids=[row[0] for row in CHANGES]
)
def test_an_open_stage_can_only_be_made_longer(
    consultation, stage, clerk, the_first_of_september, what, on, opens, closes, reason, accepted
):
    the_first_of_september.move_to(datetime.combine(day(on), time(12, 0), WARSAW))
    change = {"by": clerk, "opens_on": day(opens), "closes_on": day(closes), "reason": reason}
    if accepted:
        change_dates(stage, **change)
    else:
        with pytest.raises(MoveRefused):
            change_dates(stage, **change)

    dates = StagePage.objects.values_list("opens_on", "closes_on").get(pk=stage.pk)
    assert dates == ((day(opens), day(closes)) if accepted else (day(0), day(21)))
    logged = [(c.old_closes_on, c.new_closes_on, c.reason, c.changed_by) for c in DateChange.objects.all()]
    assert logged == ([(day(21), day(closes), reason, clerk)] if accepted else [])


@pytest.mark.parametrize("who", WHO_ANNOUNCES)
def test_hosts_and_coordinators_change_dates(request, stage, who):
    user = request.getfixturevalue(who)
    change = {"by": user, "opens_on": day(0), "closes_on": day(30), "reason": REASON}
    if WHO_ANNOUNCES[who]:
        change_dates(stage, **change)
    else:
        with pytest.raises(PermissionDenied):
            change_dates(stage, **change)

    assert DateChange.objects.count() == int(WHO_ANNOUNCES[who])


def test_a_longer_time_opens_the_form_again_and_is_told_on_the_page(client, consultation, stage, clerk):
    change_dates(stage, by=clerk, opens_on=day(0), closes_on=day(30), reason=REASON)

    assert Clock(again(consultation), day(25)).is_open is True
    assert REASON in client.get(consultation.url).content.decode()


def test_a_stage_that_has_not_begun_is_not_moved_into_the_past(consultation, stage, clerk, the_first_of_september):
    the_first_of_september.move_to(datetime.combine(day(-3), time(12, 0), WARSAW))

    with pytest.raises(MoveRefused):
        change_dates(stage, by=clerk, opens_on=day(-10), closes_on=day(21), reason=REASON)

    assert StagePage.objects.get(pk=stage.pk).opens_on == day(0)


def test_changed_dates_do_not_go_below_the_minimum_of_the_law(lists, strategy, clerk):
    page = draft(lists, kind=strategy, opens=10, closes=50)
    CONSULTATION.apply("announce", page, by=clerk)
    stage = CommentStagePage.objects.child_of(page).get()

    with pytest.raises(MoveRefused):
        change_dates(stage, by=clerk, opens_on=day(10), closes_on=day(20), reason=REASON)

    assert StagePage.objects.get(pk=stage.pk).closes_on == day(50)


@pytest.mark.parametrize("state", ["reported", "cancelled"])
def test_the_dates_of_a_finished_consultation_do_not_change(consultation, stage, clerk, state):
    ConsultationPage.objects.update(state=state)

    with pytest.raises((MoveRefused, MoveNotAllowed)):
        change_dates(DocumentStagePage.objects.get(), by=clerk, opens_on=day(0), closes_on=day(90), reason=REASON)

    assert (StagePage.objects.get(pk=stage.pk).closes_on, DateChange.objects.count()) == (day(21), 0)
