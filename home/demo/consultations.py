"""Three consultations: one open, one being analysed, one with a report. Days are counted from today."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from consultations.lifecycle import find_again
from consultations.models import (
    Announcement,
    AnswerStagePage,
    Comment,
    CommentStagePage,
    CommentVersion,
    ConsultationIndexPage,
    ConsultationKind,
    ConsultationPage,
    DocumentStagePage,
    InformationStagePage,
    MeetingStagePage,
    ReportStagePage,
    Response,
    Submitter,
)
from documents.models import DocumentPage, Unit, Version
from home.demo import people
from home.demo.documents import DOCUMENTS, make_outcomes
from home.demo.reading import content, day, moment, stream
from home.tree import add
from places.models import Municipality, PrivacyNotice
from programme.trees import make_trees
from shared.acts.numbering import next_number
from shared.legal import move_to_working_day

STAGES = {
    "information": InformationStagePage,
    "meeting": MeetingStagePage,
    "document": DocumentStagePage,
    "comment": CommentStagePage,
    "answer": AnswerStagePage,
    "report": ReportStagePage,
}
WORDS = ("current_text", "proposed_text", "opinion", "rationale")
State = ConsultationPage.State
HELD = {"k3": State.REPORTED, "k2": State.ANNOUNCED, "k1": State.ANNOUNCED}


def make_consultations() -> None:
    """Oldest first, so that the numbers follow the dates."""
    for name, state in HELD.items():
        make_consultation(content(name), state)
    make_outcomes()


def make_consultation(data: dict, state: str) -> None:
    branch = ConsultationIndexPage.objects.get(municipality__slug=data["municipality"], locale__language_code="pl")
    if branch.get_children().filter(slug=data["slug"]).exists():
        return
    consultation = add(branch, _page(data))
    consultation.partners.set(Municipality.objects.filter(slug__in=data["partners"]))
    goals = make_trees()
    consultation.goals.set(goals[key] for key in data["goals"])
    consultation.announcements.set(
        Announcement(channel=a["channel"], announced_on=day(a["day"]), url=a["url"]) for a in data["announcements"]
    )
    consultation.save_revision().publish()
    stages = [_stage(consultation, data, stage) for stage in data["stages"]]
    collecting = next(stage for stage in stages if stage.collects)
    _announce(consultation, data, state)
    comments = [_comment(consultation, collecting, number, row) for number, row in enumerate(data["comments"], start=1)]
    _answers(consultation, data, comments)
    ConsultationPage.objects.filter(pk=consultation.pk).update(comment_counter=len(comments))


def _page(data: dict) -> ConsultationPage:
    plain = ("slug", "title", "summary", "search_description", "purpose", "moderation", "outcomes", "bip_url")
    host = ("host_name", "host_unit", "host_phone", "host_email")
    return ConsultationPage(
        **{name: data[name] for name in (*plain, *host)},
        open_to_change="\n".join(data["open_to_change"]),
        settled="\n".join(data["settled"]),
        body=stream(data["body"]),
        kind=ConsultationKind.objects.get(code=data["kind"]),
        municipality=Municipality.objects.get(slug=data["municipality"]),
    )


def _stage(consultation: ConsultationPage, data: dict, row: dict):
    details = {"document": {"document": _document(data["document"])}, "report": data["report"]}
    opens_on, closes_on = _days(row)
    stage = STAGES[row["type"]](
        title=row["title"],
        slug=row["slug"],
        intro=row["intro"],
        opens_on=opens_on,
        closes_on=closes_on,
        **details.get(row["type"], {}),
    )
    return add(consultation, stage)


def _days(row: dict) -> tuple[date, date]:
    """The days of a stage; what lies ahead ends, and so begins anew, as the law counts: never on a day off."""
    if row["closes"] < 0:
        return day(row["opens"]), day(row["closes"])
    if row["type"] == "report":
        last = move_to_working_day(day(row["closes"]))
        return last, last
    begins = day(row["opens"]) if row["opens"] <= 0 else move_to_working_day(day(row["opens"] - 1)) + timedelta(days=1)
    return begins, move_to_working_day(day(row["closes"]))


def _document(file: str) -> DocumentPage:
    slug = next(slug for slug, name, *_rest in DOCUMENTS if name == file)
    return DocumentPage.objects.get(slug=slug, locale__language_code="pl")


def _announce(consultation: ConsultationPage, data: dict, state: str) -> None:
    """History is written straight into the columns: its moves happened before this site existed."""
    announced = day(data["announced"])
    of_year = ConsultationPage.objects.filter(year=announced.year)
    sequence = next_number(f"consultation {announced.year}", of_year, "sequence")
    reported = moment(data["stages"][-1]["opens"], 1) if state == State.REPORTED else None
    facts = {"state": state, "year": announced.year, "sequence": sequence, "announced_on": announced}
    ConsultationPage.objects.filter(pk=consultation.pk).update(**facts, reported_at=reported)
    consultation.refresh_from_db()
    version = Version.objects.filter(document=_document(data["document"])).order_by("-number").first()
    Version.objects.filter(pk=version.pk).update(created_at=moment(data["announced"], 0))
    DocumentStagePage.objects.child_of(consultation).update(version=version)
    find_again(consultation)


def _comment(consultation, stage, number: int, row: dict) -> Comment:
    unit = Unit.objects.filter(version__document=getattr(stage, "document", None), anchor=row["unit"]).first()
    received = moment(row["day"], number)
    comment = Comment.objects.create(
        consultation=consultation,
        stage_id=stage.pk,
        unit=unit,
        number=number,
        kind=row["kind"] if unit or row["kind"] != "change" else Comment.Kind.GENERAL,
        who=row["who"],
        public_name=row["name"] if row["who"] != "person" else "",
        municipality=Municipality.objects.filter(slug=row["municipality"] or "").first(),
        state=row["state"],
        hidden_reason=row["hidden_reason"],
        created_at=received,
        published_at=received if row["state"] == "published" else None,
    )
    words = {name: row[name] for name in WORDS}
    if unit and row["kind"] == "change":
        words["current_text"] = unit.text
        if words["proposed_text"].startswith("+ "):  # a sentence added at the end
            words["proposed_text"] = f"{unit.text} {words['proposed_text'][2:]}"
    comment.words = CommentVersion.objects.create(comment=comment, **words)
    comment.save(update_fields=["words"])
    Submitter.objects.create(comment=comment, notice=PrivacyNotice.objects.first())
    return comment


def _answers(consultation, data: dict, comments: list[Comment]) -> None:
    hosts = people.hosts_of(consultation.municipality) or list(User.objects.filter(is_superuser=True))
    for key, row in data["answers"].items():
        published = row["state"] == "published"
        response = Response.objects.create(
            consultation=consultation,
            verdict=row["verdict"],
            text=row["text"],
            changed_wording=row["changed_wording"],
            state=row["state"],
            author=hosts[0],
            approved_by=hosts[-1] if row["state"] != "draft" else None,
            published_at=consultation.reported_at or timezone.now() if published else None,
        )
        answered = [c.pk for c, comment in zip(comments, data["comments"], strict=True) if comment["answer"] == key]
        Comment.objects.filter(pk__in=answered).update(response=response)
