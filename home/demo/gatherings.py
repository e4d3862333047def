"""Four campaigns (one of them over) and one that waits for its editor; seven meetings (one of them over, one without a date)."""

from datetime import date, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from wagtail.models import Page

from consultations.meetings import stage_for
from consultations.models import Comment, CommentVersion, ConsultationPage, Submitter
from consultations.services import next_number
from events.models import Attendance, EventIndexPage, EventPage, Invitation, TimeAnswer, TimeOption, TimePoll
from home.demo.reading import content, day, stream
from home.tree import add
from ngos.models import OrganisationPage
from places.models import Municipality, PrivacyNotice, Solectwo
from programme.trees import make_trees
from signups.models import SignUp, Slot
from signups.repeating import span
from signups.slot_copies import facts_for
from strategy.models import SessionPage
from volunteering.models import CampaignIndexPage, CampaignPage, HoursEntry

PLAIN = (
    "title", "slug", "summary", "kind", "effort", "topic", "when_words", "venue", "access_words", "people_wanted", "min_age",
    "takes_consent", "needs_acceptance", "with_children", "protects_children", "insurance", "training", "food", "costs",
    "certificate", "what_next", "contact_name", "contact_phone", "agreement_end",
)  # fmt: skip
EVENT = (
    "title", "slug", "summary", "kind", "venue", "for_whom", "step_free", "loop", "sign_language", "childcare", "parking",
    "transport", "online", "online_url", "takes_people", "capacity", "planned_people", "what_next", "contact_name", "contact_phone",
)  # fmt: skip
S = SignUp.State


def make_gatherings() -> None:
    make_campaigns()
    make_events()


def weekday_after(first: date, weekday: int) -> date:
    """The first such day of the week on or after `first` (0 is Monday)."""
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def make_campaigns() -> None:
    data, goals = content("volunteering"), make_trees()
    index = CampaignIndexPage.objects.get(locale__language_code="pl")
    if not index.body:
        index.body = stream(data["body"])
        index.save_revision().publish()
    there = set(index.get_children().values_list("slug", flat=True))
    for row in data["campaigns"]:
        if row["slug"] not in there:
            make_campaign(index, row, goals)
    if data["submitted"]["slug"] not in there:
        make_submitted(index, data["submitted"])


def make_campaign(index: CampaignIndexPage, row: dict, goals: dict) -> None:
    page = CampaignPage(**{name: row[name] for name in PLAIN})
    page.search_description = row["summary"].removesuffix(" Dane przykładowe.")[:150]
    page.tasks, page.qualifications = "\n".join(row["tasks"]), "\n".join(row["qualifications"])
    page.is_remote, page.is_featured = row.get("is_remote", False), row["featured"]
    page.organisation = OrganisationPage.objects.source_language().get(slug=row["organisation"])
    page.municipality, page.contact_email = page.organisation.municipality, page.organisation.email
    page.starts_on, page.ends_on = day(row["starts_in"]), day(row["ends_in"])
    if row.get("saturday"):
        page.starts_on = page.ends_on = weekday_after(page.starts_on, 5)
    page.goals = [goals[key] for key in row["goals"]]
    for name in ("result_words", "thanks", "people_before", "minutes_before"):
        setattr(page, name, row.get(name, getattr(page, name)))
    made = add(index, page)
    CampaignPage.objects.filter(pk=made.pk).update(state=row["state"])
    slots = [make_slot(made, number, slot) for number, slot in enumerate(row["slots"])]
    for group in row.get("people", []):
        make_people(slots[group["slot"]], group)


def make_slot(campaign: CampaignPage, number: int, row: dict) -> Slot:
    starts_at = ends_at = None
    if "begins" in row:
        starts_at, ends_at = span(day_of(row), time.fromisoformat(row["begins"]), time.fromisoformat(row["ends"]))
    return Slot.objects.create(
        page_id=campaign.pk, label=row["label"], starts_at=starts_at, ends_at=ends_at, capacity=row.get("capacity"),
        needed=row.get("needed"), series=uuid5(NAMESPACE_URL, f"{campaign.slug}-{number}"), **facts_for(campaign),
    )  # fmt: skip


def day_of(row: dict) -> date:
    if "saturday" in row:
        return weekday_after(day(row["saturday"]), 5)
    if "weekday" in row:
        return weekday_after(day(1), row["weekday"]) + timedelta(weeks=row.get("week", 1) - 1)
    return day(-row["past"])


def make_people(slot: Slot, group: dict) -> None:
    """People with places, some in the queue; for what is over also their hours."""
    rows = [(name, S.ACCEPTED) for name in group["names"]] + [(name, S.WAITING) for name in group.get("waiting", [])]
    for number, (name, state) in enumerate(rows):
        signup = make_signup(slot, name, state)
        if group.get("present") and state == S.ACCEPTED:
            SignUp.objects.filter(pk=signup.pk).update(attendance=SignUp.Attendance.PRESENT)
            on = timezone.localtime(slot.starts_at).date()
            HoursEntry.objects.create(signup=signup, day=on, minutes=group["present"])
        elif "came" in group and state == S.ACCEPTED:
            came = "present" if number < group["came"] else "absent"
            SignUp.objects.filter(pk=signup.pk).update(attendance=came)


def make_signup(slot: Slot, name: str, state: str) -> SignUp:
    address = f"osoba.{uuid5(NAMESPACE_URL, name).hex[:8]}@przyklad.example"
    key = uuid5(NAMESPACE_URL, f"{slot.pk}-{name}")
    return SignUp.objects.create(
        slot=slot, name=name, email=address, state=state, form_key=key, confirmed_at=timezone.now(),
        queued_at=timezone.now() if state == S.WAITING else None, notice=PrivacyNotice.objects.first(),
    )  # fmt: skip


def make_submitted(index: CampaignIndexPage, row: dict) -> None:
    """The first campaign of an organisation: written, sent, not public yet."""
    organisation = OrganisationPage.objects.source_language().get(slug=row["organisation"])
    facts = {name: row[name] for name in ("slug", "title", "summary", "when_words", "venue")}
    page = CampaignPage(
        **facts, tasks="\n".join(row["tasks"]), people_wanted=6, topic="nature", organisation=organisation, min_age=18,
        municipality=organisation.municipality, contact_email=organisation.email, contact_name=organisation.title,
    )  # fmt: skip
    made = add(index, page, live=False)
    CampaignPage.objects.filter(pk=made.pk).update(state=CampaignPage.State.SUBMITTED)
    starts_at, ends_at = span(weekday_after(day(7), 6), time(10), time(12))
    Slot.objects.create(page_id=made.pk, starts_at=starts_at, ends_at=ends_at, capacity=6, **facts_for(made))


def make_events() -> None:
    data, goals = content("events"), make_trees()
    index = EventIndexPage.objects.get(locale__language_code="pl")
    there = set(index.get_children().values_list("slug", flat=True))
    for row in data["events"]:
        if row["slug"] not in there:
            make_event(index, row, goals)


def make_event(index: EventIndexPage, row: dict, goals: dict) -> None:
    page = EventPage(**{name: row[name] for name in EVENT})
    page.search_description = row["summary"].removesuffix(" Dane przykładowe.")[:150]
    page.municipality = Municipality.objects.filter(slug=row["municipality"]).first()
    page.village = Solectwo.objects.filter(municipality=page.municipality, slug=row["village"]).first()
    page.contact_email = "program@przyklad.example"
    page.body = stream(row["body"])
    page.goals = [goals[key] for key in row["goals"]]
    page.about = about(row["about"])
    page.ask_by = day(row["ask_by"]) if row["ask_by"] is not None else None
    page.minutes_summary = row.get("minutes_summary", "")
    page.minutes_decisions = "\n".join(row.get("minutes_decisions", []))
    page.attendance = [
        Attendance(kind=kind, number=number, sort_order=order)
        for order, (kind, number) in enumerate(row.get("attendance", []))
    ]
    if when := event_day(row):
        begins, ends = time.fromisoformat(row["begins"]), time.fromisoformat(row["ends"])
        page.starts_at, page.ends_at = span(when, begins, ends)
    made = add(index, page)
    make_rounds(made, row)
    slot = Slot.objects.filter(page=made.pk).first()
    if slot and row["people"]:
        came = {"came": row["came"]} if "came" in row else {}
        make_people(slot, {"names": row["people"], **came})
    if "poll" in row:
        make_poll(made, row)
    for number, words in enumerate(row.get("remarks", [])):
        make_remark(made, number, words)


def about(name: str) -> Page | None:
    if not name:
        return None
    if name == "k1":
        return ConsultationPage.objects.source_language().filter(slug="program-aktywizacji").first()
    return SessionPage.objects.filter(slug=name, locale__language_code="pl").first()


def event_day(row: dict) -> date | None:
    if "on" in row:
        return date.fromisoformat(row["on"])
    if "weekday" in row:
        return weekday_after(day(1), row["weekday"])
    return day(row["in"]) if "in" in row else None


def make_rounds(event: EventPage, row: dict) -> None:
    for number, facts in enumerate(row["rounds"]):
        place = Municipality.objects.filter(slug=facts["municipality"] or "").first()
        key = uuid5(NAMESPACE_URL, f"{event.slug}-zaproszenie-{number}")
        values = {
            "channel": facts["channel"],
            "municipality": place,
            "field": facts["field"],
            "invited": facts["invited"],
        }
        Invitation.objects.get_or_create(form_key=key, defaults={"event": event, **values})


def make_poll(event: EventPage, row: dict) -> None:
    """Three possible dates; nine people have answered."""
    poll = TimePoll.objects.create(event=event, closes_on=day(30))
    begins, ends = time.fromisoformat(row["begins"]), time.fromisoformat(row["ends"])
    spans = [span(date.fromisoformat(text), begins, ends) for text in row["poll"]]
    options = [TimeOption.objects.create(poll=poll, starts_at=starts, ends_at=last) for starts, last in spans]
    said = ("yes", "yes", "maybe", "no", "yes", "no", "maybe", "yes", "yes")
    for number in range(len(said)):
        entries = {str(option.pk): said[(number + place * 4) % len(said)] for place, option in enumerate(options)}
        key = uuid5(NAMESPACE_URL, f"{event.slug}-odpowiedz-{number}")
        TimeAnswer.objects.create(poll=poll, form_key=key, entries=entries)


def make_remark(event: EventPage, number: int, words: str) -> None:
    """What was said at a meeting stands in the register of its consultation."""
    consultation = ConsultationPage.objects.get(pk=event.about_id)
    stage = stage_for(consultation, event)
    if stage is None:
        return
    at = event.ends_at
    comment = Comment.objects.create(
        consultation=consultation, stage_id=stage.pk, number=next_number(consultation), kind=Comment.Kind.GENERAL, who=Comment.Who.PERSON,
        channel=Comment.Channel.MEETING, event=event, municipality=event.municipality, state=Comment.State.PUBLISHED, created_at=at, published_at=at,
        form_key=uuid5(NAMESPACE_URL, f"{event.slug}-uwaga-{number}"),
    )  # fmt: skip
    comment.words = CommentVersion.objects.create(comment=comment, opinion=words)
    comment.save(update_fields=["words"])
    Submitter.objects.create(comment=comment)
