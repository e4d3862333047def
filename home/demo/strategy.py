"""Both SWOTs of the seed in two versions, two strategic sessions, and a ballot whose result is the third version."""

import random
import uuid
from datetime import datetime, time

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page

from accounts.models import Office, User
from home.demo.reading import content, day, stream
from home.models import HomePage
from home.tree import add
from places.models import Municipality, Solectwo
from programme.models import ProgrammePage
from programme.trees import make_trees
from strategy.models import (
    AgendaItem,
    Attendance,
    Ballot,
    BallotPaper,
    Decision,
    Quadrant,
    SessionIndexPage,
    SessionPage,
    SwotAnswer,
    SwotArea,
    SwotItem,
    SwotPage,
    SwotVersion,
)
from strategy.services import write_result

PAPERS, CODE = 18, "K7P2XM"
PLAIN = ("title", "slug", "summary", "search_description", "purpose", "venue", "starts_at", "ends_at")
WORKING, VERIFIED = "robocza", "zweryfikowana i zrangowana"


def make_strategy() -> None:
    data = content("strategy")
    parent = above()
    sessions = make_sessions(parent, data)
    for row in data["areas"]:
        make_area(parent, data, row, sessions[0])
    make_answers(data["answers"])
    make_ballot(sessions[0])


def above() -> Page:
    """Sessions and SWOT stand below the programme, where the demo has one."""
    home = HomePage.objects.get(slug="start", locale__language_code="pl")
    return ProgrammePage.objects.child_of(home).first() or home


def at(offset: int, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day(offset), time(hour, minute)))


# --- sessions -----------------------------------------------------------------------------------------------------


def make_sessions(parent: Page, data: dict) -> list[SessionPage]:
    row = data["index"]
    index = SessionIndexPage(
        title=row["title"],
        slug=row["slug"],
        intro=row["intro"],
        search_description=row["search_description"],
        body=stream(row["body"]),
    )
    listed = add(parent, index)
    return [add(listed, session_page(session)) for session in data["sessions"]]


def session_page(row: dict) -> SessionPage:
    where = Municipality.objects.get(slug=row["municipality"])
    files = [["file", {"document": document(file).pk, "title": file["title"]}] for file in row["files"]]
    page = SessionPage(
        **{name: row[name] for name in PLAIN},
        held_on=day(row["day"]),
        municipality=where,
        village=Solectwo.objects.filter(municipality=where, name=row["village"]).first(),
        accessibility="\n".join(row["accessibility"]),
        body=stream([*row["body"], *files]),
        minutes=stream(row["minutes"]),
    )
    page.agenda = [AgendaItem(**point, sort_order=order) for order, point in enumerate(row["agenda"])]
    page.attendance = [Attendance(kind=kind, number=number) for kind, number in row["attendance"]]
    page.decisions = [decision(order, made) for order, made in enumerate(row["decisions"])]
    return page


def decision(order: int, row: dict) -> Decision:
    days = {f"{name}_on": None if row[name] is None else day(row[name]) for name in ("due", "done")}
    return Decision(kind=row["kind"], text=row["text"], who=row["who"], sort_order=order, **days)


def document(row: dict) -> Document:
    there = Document.objects.filter(title=row["title"]).first()
    return there or Document.objects.create(
        title=row["title"], file=ContentFile(row["text"].encode(), name=row["name"])
    )


# --- SWOT ---------------------------------------------------------------------------------------------------------


def make_area(parent: Page, data: dict, row: dict, session: SessionPage) -> None:
    names = {name: row[name] for name in ("name", "name_en")}
    area, _created = SwotArea.objects.get_or_create(code=row["code"], defaults={**names, "order": ord(row["code"])})
    add(
        parent,
        SwotPage(
            title=row["title"],
            slug=row["slug"],
            intro=row["intro"],
            area=area,
            search_description=row["search_description"],
        ),
    )
    if SwotVersion.objects.filter(area=area).exists():
        return
    working = make_version(
        area, row["items"], row["working"], session=session, number=1, source=data["sources"]["working"]
    )
    make_version(area, row["items"], None, session=session, number=2, source=data["sources"]["verified"], base=working)


def make_version(area: SwotArea, items: dict, order: dict | None, *, number: int, **facts) -> SwotVersion:
    """History is written straight into the columns. Keys follow the order of the seed, `order` says another one."""
    early = number == 1
    version = SwotVersion.objects.create(
        area=area,
        number=number,
        label=WORKING if early else VERIFIED,
        stage=SwotVersion.Stage.BEFORE if early else SwotVersion.Stage.BETWEEN,
        state=SwotVersion.State.PUBLISHED,
        published_at=at(-120 if early else -60, 10),
        **facts,
    )
    SwotItem.objects.bulk_create(
        SwotItem(
            version=version, quadrant=quadrant, key=f"{quadrant.letter}-{area.code}{n}", rank=rank, text=texts[n - 1]
        )
        for quadrant, texts in ((Quadrant(name), texts) for name, texts in items.items())
        for rank, n in enumerate(order[quadrant] if order else range(1, len(texts) + 1), start=1)
    )
    return version


def make_answers(answers: dict) -> None:
    goals = make_trees()
    areas = {area.code: area for area in SwotArea.objects.all()}
    for key, row in answers.items():
        facts = {name: row.get(name, "") for name in ("text", "measure", "url", "link_text")}
        page = Page.objects.filter(slug=row.get("page", "-"), locale__language_code="pl").order_by("depth").first()
        answer, created = SwotAnswer.objects.get_or_create(
            key=key, defaults={"area": areas[key[2]], "page": page, **facts}
        )
        if created:
            answer.goals.set([goals[name] for name in row["goals"]])


# --- the ballot ---------------------------------------------------------------------------------------------------


def make_ballot(session: SessionPage) -> None:
    """A closed ballot of the session on cooperation with organisations; the papers come from a fixed seed."""
    if Ballot.objects.filter(code=CODE).exists():
        return
    version = SwotVersion.objects.get(area__code="A", number=2)
    ballot = Ballot.objects.create(
        version=version,
        session=session,
        quadrants=Quadrant.values,
        code=CODE,
        state=Ballot.State.CLOSED,
        opened_at=at(-45, 12, 30),
        closed_at=at(-45, 12, 55),
    )
    drawn = random.Random(11)  # noqa: S311 - sample data, the same at every filling
    for number in range(PAPERS):
        entries = {key: place for _quadrant, items in ballot.groups() for key, place in paper(items, drawn)}
        made = BallotPaper.objects.create(
            ballot=ballot, form_key=uuid.UUID(int=drawn.getrandbits(128)), entries=entries
        )
        sent = at(-45, 12, 33 + number)
        BallotPaper.objects.filter(pk=made.pk).update(created_at=sent, changed_at=sent)
    coordinator = User.objects.filter(offices__role=Office.Role.COORDINATOR).first()
    written = write_result(ballot, by=coordinator, label="zrangowana przez uczestników sesji")
    SwotVersion.objects.filter(pk=written.pk).update(published_at=at(-44, 9))


def paper(items: list[SwotItem], drawn: random.Random) -> list[tuple[str, int]]:
    """The order so far with a person's own opinion added."""
    order = sorted(items, key=lambda item: item.rank + drawn.gauss(0, 1.6))
    return [(item.key, place) for place, item in enumerate(order, start=1)]
