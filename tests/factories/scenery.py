"""Scenery without surprises: a front page, lists, a document and a consultation with its stages."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Collection, Locale, Page, Site

from consultations.models import (
    AnswerStagePage,
    Comment,
    CommentStagePage,
    CommentVersion,
    ConsultationIndexPage,
    ConsultationKind,
    ConsultationPage,
    DocumentStagePage,
    ReportStagePage,
    Submitter,
)
from documents.models import DocumentIndexPage, DocumentPage, Unit, Version
from documents.services import make_version
from home.models import HomePage, NewsIndexPage
from places.models import PrivacyNotice

TEXT = """Rozdział 1. Zasady
§ 1. Rezerwacja
1. Rezerwacja następuje najpóźniej 14 dni przed terminem.
2. Rezerwacji dokonuje się pisemnie.
§ 2. Opłaty
1. Opłata pokrywa sprzątanie i ogrzewanie.
"""


REPORT_WORDS = {
    "how_it_went": "Na spotkanie przyszło 17 osób.",
    "conclusions": "Skracamy czas rezerwacji.",
    "next_steps": "Rada zajmie się projektem w marcu.",
}


def make_home() -> HomePage:
    locale = Locale.objects.get_or_create(language_code="pl")[0]
    there = HomePage.objects.filter(locale=locale).first()
    if there:
        return there
    root = Page.get_first_root_node()
    home = HomePage(
        title="Start", slug="poczatek", locale=locale, hero_title="Twoja gmina pyta", hero_lead="Bez konta."
    )
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "port": 80, "root_page": home, "site_name": "Razem"}
    )
    return home


def child(parent: Page, page: Page) -> Page:
    page.locale = parent.locale
    parent.add_child(instance=page)
    return page


def make_lists(home: HomePage, municipality) -> tuple[ConsultationIndexPage, DocumentIndexPage]:
    lists = child(home, ConsultationIndexPage(title="Konsultacje", slug="konsultacje", show_in_menus=True))
    branch = child(
        lists, ConsultationIndexPage(title=municipality.name, slug=municipality.slug, municipality=municipality)
    )
    documents = child(home, DocumentIndexPage(title="Dokumenty", slug="dokumenty", show_in_menus=True))
    child(home, NewsIndexPage(title="Aktualności", slug="aktualnosci", show_in_menus=True))
    return branch, documents


def make_document(documents: DocumentIndexPage, *, text: str = TEXT, slug: str = "regulamin") -> DocumentPage:
    document = child(
        documents, DocumentPage(title="Regulamin świetlic", slug=slug, summary="Zasady korzystania.", text=text)
    )
    make_version(document)
    return document


def make_kind(code: str = "residents_general", **details) -> ConsultationKind:
    defaults = {"name": "Sprawy ważne dla gminy", "basis": "art. 5a ustawy o samorządzie gminnym", **details}
    return ConsultationKind.objects.get_or_create(code=code, defaults=defaults)[0]


def make_notice() -> PrivacyNotice:
    """The notice of the whole area, in force for a year already."""
    since = timezone.localdate() - timedelta(days=365)
    return PrivacyNotice.objects.get_or_create(
        municipality=None, version="0", defaults={"text": "Administratorem jest Burmistrz.", "valid_from": since}
    )[0]


def make_consultation(branch, *, slug: str = "swietlice", **details) -> ConsultationPage:
    make_notice()
    return child(
        branch,
        ConsultationPage(
            **{
                "title": "Regulamin świetlic",
                "slug": slug,
                "summary": "Pytamy o zasady korzystania ze świetlic.",
                "open_to_change": "terminy rezerwacji",
                "settled": "świetlice zostają gminne",
                "kind": make_kind(),
                "municipality": branch.municipality,
                "host_name": "Biuro dialogu",
                "host_phone": "12 555 01 20",
                "host_email": "dialog@przyklad.example",
                "bip_url": "https://bip.skawina.przyklad.example/swietlice",
                **details,
            }
        ),
    )


def make_stages(consultation, *, document=None, opens: int = 0, closes: int = 21) -> list:
    """A collecting stage, answers and a report; days are counted from today."""
    today = timezone.localdate()
    dates = {"opens_on": today + timedelta(days=opens), "closes_on": today + timedelta(days=closes)}
    if document:
        collecting = DocumentStagePage(title="Uwagi do regulaminu", slug="uwagi", document=document, **dates)
    else:
        collecting = CommentStagePage(title="Uwagi", slug="uwagi", **dates)
    after = dates["closes_on"] + timedelta(days=30)
    answers = AnswerStagePage(title="Odpowiedzi", slug="odpowiedzi", opens_on=dates["closes_on"], closes_on=after)
    report = ReportStagePage(title="Raport", slug="raport", opens_on=after, closes_on=after, **REPORT_WORDS)
    return [child(consultation, stage) for stage in (collecting, answers, report)]


def announced(consultation, *, state: str = "announced", sequence: int = 1) -> ConsultationPage:
    """Put the consultation into a public state as history would have left it."""
    today = timezone.localdate()
    ConsultationPage.objects.filter(pk=consultation.pk).update(
        state=state, year=today.year, sequence=sequence, announced_on=today
    )
    version = Version.objects.order_by("-number").first()
    DocumentStagePage.objects.child_of(consultation).update(version=version)
    return ConsultationPage.objects.get(pk=consultation.pk)


def make_comment(consultation, stage, number: int, *, unit: Unit | None = None, words: dict | None = None, **facts):
    """A comment as if it had been received now; published unless told otherwise."""
    now = timezone.now()
    identity = {name: facts.pop(name) for name in ("name", "email") if name in facts}
    comment = Comment.objects.create(
        consultation=consultation,
        stage_id=stage.pk,
        unit=unit,
        number=number,
        **{"kind": "general", "who": "person", "state": "published", "created_at": now, **facts},
    )
    comment.words = CommentVersion.objects.create(comment=comment, **(words or {"opinion": f"Uwaga numer {number}"}))
    comment.save(update_fields=["words"])
    Submitter.objects.create(comment=comment, **identity)
    ConsultationPage.objects.filter(pk=consultation.pk).update(comment_counter=number)
    return comment


def make_root() -> None:
    """The root of the tree and of the collections, where a flushed database has lost them."""
    if not Page.objects.filter(depth=1).exists():
        content_type = ContentType.objects.get_or_create(app_label="wagtailcore", model="page")[0]
        locale = Locale.objects.get_or_create(language_code="pl")[0]
        Page.add_root(instance=Page(title="Root", slug="root", content_type=content_type, locale=locale))
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
