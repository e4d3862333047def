"""Stages are classes: each kind says what it is, and everything that shows or counts stages asks it."""

from datetime import timedelta

import pytest
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone

from consultations.lifecycle import CONSULTATION
from consultations.models import (
    AnswerStagePage,
    CommentStagePage,
    ConsultationPage,
    DocumentStagePage,
    InformationStagePage,
    MeetingStagePage,
    ReportStagePage,
    StagePage,
    stage_kinds,
)
from shared.acts.lifecycle import MoveRefused
from tests.factories import scenery
from tests.kept import kept

every_kind = pytest.mark.parametrize("kind", stage_kinds(), ids=lambda kind: kind.__name__)


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


@kept
def draft(lists):
    """A consultation in preparation that can be announced today."""
    page = scenery.make_consultation(lists[0])
    scenery.make_stages(page)
    return ConsultationPage.objects.get(pk=page.pk)


def named(kind: type[StagePage]) -> str:
    return str(kind._meta.verbose_name)


# --- what each kind says --------------------------------------------------------------------------------------


@every_kind
def test_a_kind_says_what_it_is(kind):
    assert kind._meta.verbose_name != StagePage._meta.verbose_name
    assert str(kind.page_description)
    assert kind.clean_parent_page_models() == [ConsultationPage]


@every_kind
def test_the_templates_of_a_kind_exist(kind):
    names = [kind.template] * kind.shows_page + [kind.timeline_template] * bool(kind.timeline_template)

    assert [get_template(name).template.name for name in names] == names


@every_kind
def test_what_a_kind_says_holds_together(kind):
    assert kind.collects or not kind.takes_comments
    assert kind.takes_comments or not kind.has_units
    assert not (kind.collects and kind.after_close)
    assert hasattr(kind, "mode") is kind.takes_comments
    leads_somewhere = kind.shows_page or kind.way_in is not StagePage.way_in
    assert leads_somewhere or not kind.call
    assert not kind.collects or kind.call  # whoever may send something is led there


def test_the_list_of_kinds_is_what_the_tree_knows_in_the_order_of_a_consultation():
    known = [
        InformationStagePage, MeetingStagePage, CommentStagePage, DocumentStagePage, AnswerStagePage, ReportStagePage,
    ]  # fmt: skip

    assert [kind for kind in stage_kinds() if kind in known] == known
    assert set(ConsultationPage.creatable_subpage_models()) == set(stage_kinds())


def test_a_stage_read_with_others_is_its_own_kind_without_a_query(consultation, django_assert_num_queries):
    list(StagePage.objects.child_of(consultation).as_kinds())  # the kinds are remembered
    with django_assert_num_queries(1):
        found = list(StagePage.objects.child_of(consultation).as_kinds().order_by("path"))
        said = [(type(stage), stage.collects, stage.after_close, stage.title) for stage in found]

    assert said == [
        (DocumentStagePage, True, False, "Uwagi do regulaminu"),
        (AnswerStagePage, False, True, "Odpowiedzi"),
        (ReportStagePage, False, True, "Raport"),
    ]


# --- adding and seeing them -----------------------------------------------------------------------------------


@every_kind
def test_a_host_can_add_every_kind_to_a_draft(client, clerk, draft, kind):
    client.force_login(clerk)

    panel = client.get(reverse("consultations_admin:panel", args=[draft.pk]))
    address = dict(panel.context["to_add"])[named(kind)]

    assert f'href="{address}"' in panel.getvalue().decode()
    assert client.get(address).status_code == 200


@every_kind
def test_nobody_adds_a_stage_to_an_announced_consultation(client, clerk, consultation, kind):
    client.force_login(clerk)
    add = reverse("wagtailadmin_pages:add", args=["consultations", kind._meta.model_name, consultation.pk])

    assert client.get(reverse("consultations_admin:panel", args=[consultation.pk])).context["to_add"] == []
    assert client.get(add).status_code == 302


@pytest.mark.parametrize("state", ["draft", "announced"])
def test_the_panel_shows_unpublished_stages_and_says_so(client, clerk, draft, state):
    AnswerStagePage.objects.update(live=False)
    ConsultationPage.objects.update(state=state)
    client.force_login(clerk)

    panel = client.get(reverse("consultations_admin:panel", args=[draft.pk]))
    rows = panel.getvalue().decode().split("<tr>")[2:]
    said = {stage.title: [">szkic<" in row for row in rows if stage.title in row] for stage in panel.context["stages"]}
    answers = AnswerStagePage.objects.get()

    assert said == {"Uwagi": [False], "Odpowiedzi": [True], "Raport": [False]}
    assert reverse("wagtailadmin_pages:edit", args=[answers.pk]) in panel.getvalue().decode()
    assert reverse("consultations_admin:dates", args=[answers.pk]) not in panel.getvalue().decode()


def test_an_unpublished_stage_is_not_told_to_residents(client, consultation):
    AnswerStagePage.objects.update(live=False)

    html = client.get(consultation.url).getvalue().decode()

    assert ["<strong>Raport" in html, "<strong>Odpowiedzi" in html] == [True, False]


@every_kind
def test_every_kind_stands_in_the_timeline(client, consultation, document, kind):
    facts = {"document": document} if kind is DocumentStagePage else {}  # columns a kind asks for
    today = timezone.localdate()
    scenery.child(consultation, kind(title="Jeszcze jeden", slug="jeszcze", opens_on=today, closes_on=today, **facts))

    assert client.get(consultation.url).getvalue().decode().count("<strong>Jeszcze jeden <small>(teraz)") == 1


# --- the one red button ---------------------------------------------------------------------------------------


def red_button(client, consultation) -> list[str]:
    status = client.get(consultation.url).getvalue().decode().split('class="status"')[1].split("</div>")[0]
    return [part.split('href="')[1].split('"')[0] for part in status.split("<a ")[1:]]


def test_the_button_leads_to_the_text_before_the_form(client, consultation, stage):
    today = timezone.localdate()
    general = CommentStagePage(title="Ogólne", slug="ogolne", opens_on=today, closes_on=today)
    scenery.child(consultation, general).move(stage, "left")

    assert red_button(client, consultation) == [stage.get_url()]
    StagePage.objects.filter(pk=stage.pk).update(opens_on=today + timedelta(1))
    assert red_button(client, consultation) == [reverse("consultations:comment_create", args=[general.pk])]


def test_after_the_close_there_is_no_button_until_the_report(client, consultation):
    StagePage.objects.filter(slug="uwagi").update(closes_on=timezone.localdate() - timedelta(1), opens_on=None)
    assert red_button(client, consultation) == []
    ConsultationPage.objects.update(state="reported")

    assert red_button(client, consultation) == [ReportStagePage.objects.get().get_url()]


# --- what an announcement owes to residents -------------------------------------------------------------------


def without_host(draft):
    ConsultationPage.objects.update(host_phone="", host_email="")


def without_bip(draft):
    ConsultationPage.objects.update(bip_url="")


def without_notice(draft):
    type(scenery.make_notice()).objects.all().delete()


def without_answers(draft):
    AnswerStagePage.objects.update(live=False)


def without_report(draft):
    ReportStagePage.objects.get().delete()


DUTIES = {
    without_host: "Podaj telefon albo e-mail gospodarza: ktoś musi odpowiadać na pytania.",
    without_bip: "Podaj adres ogłoszenia w BIP.",
    without_notice: "Dla tej gminy nie obowiązuje żadna klauzula o danych. Dodaj ją w części „Miejsca”.",
    without_answers: "Dodaj i opublikuj etap odpowiedzi: jego ostatni dzień to obietnica dla mieszkańców.",
    without_report: "Dodaj etap „raport” i opublikuj go.",
}


@pytest.mark.parametrize("take_away", DUTIES, ids=lambda duty: duty.__name__)
def test_an_announcement_that_lacks_one_duty_is_refused_for_that_alone(draft, clerk, take_away):
    take_away(draft)

    with pytest.raises(MoveRefused) as refusal:
        CONSULTATION.apply("announce", ConsultationPage.objects.get(), by=clerk)

    assert refusal.value.reasons == [DUTIES[take_away]]
    assert list(ConsultationPage.objects.values_list("state", "sequence")) == [("draft", None)]


def test_an_announcement_that_lacks_all_says_all(draft, clerk):
    for take_away in DUTIES:
        take_away(draft)

    with pytest.raises(MoveRefused) as refusal:
        CONSULTATION.apply("announce", ConsultationPage.objects.get(), by=clerk)

    assert refusal.value.reasons == list(DUTIES.values())


@pytest.mark.parametrize("left", ["host_phone", "host_email"])
def test_a_phone_or_an_e_mail_is_enough(draft, clerk, left):
    ConsultationPage.objects.update(**{name: "" for name in ("host_phone", "host_email") if name != left})

    CONSULTATION.apply("announce", ConsultationPage.objects.get(), by=clerk)

    assert ConsultationPage.objects.get().state == "announced"


def test_a_consultation_with_all_its_duties_is_announced(draft, clerk):
    CONSULTATION.apply("announce", draft, by=clerk)

    assert list(ConsultationPage.objects.values_list("state", "sequence")) == [("announced", 1)]
