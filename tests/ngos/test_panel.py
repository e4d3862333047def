"""Members keep the profile: sections, drafts, approval, history; two at once lose nothing."""

import io

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image as PilImage

from ngos import approval, memberships, services
from ngos.models import OrganisationPage
from shared.acts.lifecycle import MoveRefused
from tests.conftest import person
from tests.desks import hidden_fields, press, shown
from tests.factories import ngos

CONTACT = {"hours": "środa 17.00–19.00", "phone": "12 555 01 20", "email": "lawka@przyklad.example", "website": ""}


def edit_url(organisation, section="kontakt"):
    return reverse("ngos:edit", args=[organisation.pk, section])


def seen(organisation):
    return OrganisationPage.objects.get(pk=organisation.pk).latest_revision_id or ""


def live(organisation) -> OrganisationPage:
    return OrganisationPage.objects.get(pk=organisation.pk)


def save(client, organisation, data, section="kontakt", **more):
    return client.post(edit_url(organisation, section), {"seen": seen(organisation), **data, **more})


def test_a_member_changes_the_hours_at_once(client, organisation, ngo_member):
    client.force_login(ngo_member)

    answer = save(client, organisation, CONTACT)

    assert (answer.status_code, live(organisation).hours) == (302, "środa 17.00–19.00")
    assert "środa 17.00–19.00" in client.get(live(organisation).url).getvalue().decode()


def test_without_trust_a_change_waits_for_the_editor(client, organisation, ngo_member):
    OrganisationPage.objects.update(trust="approval")
    client.force_login(ngo_member)

    save(client, organisation, CONTACT)

    assert (live(organisation).hours, live(organisation).workflow_in_progress) == ("", True)
    assert "środa 17.00–19.00" in client.get(reverse("ngos:panel", args=[organisation.pk])).getvalue().decode()


REGISTER = {
    "title": "Stowarzyszenie Nowa Ławka",
    "legal_form": "stow_rej",
    "short_name": "",
    "krs": "",
    "nip": "",
    "regon": "",
}


def test_a_change_of_the_name_waits_whatever_the_trust(client, organisation, ngo_member):
    client.force_login(ngo_member)

    save(client, organisation, REGISTER, "rejestr")

    assert (live(organisation).title, live(organisation).workflow_in_progress) == ("Stowarzyszenie Wspólna Ławka", True)


def test_the_editor_approves_and_the_words_are_public(client, settings, organisation, ngo_member, editor):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(ngo_member)
    save(client, organisation, REGISTER, "rejestr")
    client.force_login(editor)
    address = reverse("ngos_admin:change", args=[organisation.pk])
    assert "Nowa" in client.get(address).getvalue().decode()

    client.post(address, {"seen_state": seen(organisation), "approve": "1"})

    assert (live(organisation).title, live(organisation).workflow_in_progress) == ("Stowarzyszenie Nowa Ławka", False)


def test_the_editor_sends_back_with_a_reason_only(client, settings, organisation, ngo_member, editor):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(ngo_member)
    save(client, organisation, REGISTER, "rejestr")
    client.force_login(editor)
    address = reverse("ngos_admin:change", args=[organisation.pk])

    without = client.post(address, {"seen_state": seen(organisation), "reject": "1", "reason": " "})
    client.post(address, {"seen_state": seen(organisation), "reject": "1", "reason": "W KRS jest inna nazwa."})

    assert without.status_code == 422
    assert (live(organisation).title, live(organisation).workflow_in_progress) == (
        "Stowarzyszenie Wspólna Ławka",
        False,
    )


def test_the_editor_does_not_approve_words_he_has_not_read(client, settings, organisation, ngo_member, editor):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(ngo_member)
    save(client, organisation, REGISTER, "rejestr")
    read = seen(organisation)
    save(client, organisation, {**REGISTER, "title": "Coś zupełnie innego"}, "rejestr")
    client.force_login(editor)

    answer = client.post(reverse("ngos_admin:change", args=[organisation.pk]), {"seen_state": read, "approve": "1"})

    assert (answer.status_code, live(organisation).title) == (409, "Stowarzyszenie Wspólna Ławka")


def test_two_members_at_once_lose_nothing(client, organisation, ngo_member):
    client.force_login(ngo_member)
    opened = seen(organisation)
    save(client, organisation, CONTACT)

    answer = client.post(edit_url(organisation), {**CONTACT, "seen": opened, "hours": "piątek 8.00–9.00"})

    page = answer.getvalue().decode()
    assert (answer.status_code, live(organisation).hours) == (409, "środa 17.00–19.00")
    assert "piątek 8.00–9.00" in page
    assert "środa" in page


def test_a_draft_is_seen_by_nobody_and_taken_back(client, organisation, ngo_member):
    client.force_login(ngo_member)
    save(client, organisation, CONTACT, draft="1")
    assert (live(organisation).hours, live(organisation).workflow_in_progress) == ("", False)

    client.post(reverse("ngos:withdraw", args=[organisation.pk]))

    assert approval.draft_of(live(organisation)).hours == ""
    assert organisation.revisions.count() == 3 - 1 * (organisation.revisions.count() == 2)


def test_the_history_shows_what_changed(client, organisation, ngo_member):
    client.force_login(ngo_member)
    save(client, organisation, CONTACT)
    save(client, organisation, {**CONTACT, "hours": "czwartek 10.00"})
    newest = live(organisation).latest_revision

    page = client.get(reverse("ngos:revision", args=[organisation.pk, newest.pk])).getvalue().decode()

    assert "<del>środa</del>" in page.replace(' class=""', "") or "środa" in page
    assert "czwartek" in page


def test_a_revision_of_another_organisation_is_not_found(client, branch, organisation, ngo_member):
    other = ngos.make_organisation(branch, slug="inna")
    foreign = other.save_revision()
    client.force_login(ngo_member)

    assert client.get(reverse("ngos:revision", args=[organisation.pk, foreign.pk])).status_code == 404


@pytest.mark.parametrize(
    ("section", "data", "field"),
    [
        ("o-nas", {"mission": "", "what_we_do": ""}, "mission"),
        ("o-nas", {"mission": "x" * 301}, "mission"),
        ("rejestr", {**REGISTER, "nip": "123-456-78-90"}, "nip"),
        ("rejestr", {**REGISTER, "regon": "123456789"}, "regon"),
        ("rejestr", {**REGISTER, "krs": "12345"}, "krs"),
        ("rejestr", {**REGISTER, "legal_form": "stow_zw", "krs": "0000123456"}, "krs"),
        ("rejestr", {**REGISTER, "legal_form": "kgw", "krs": "0000123456"}, "krs"),
        ("kontakt", {**CONTACT, "email": "nie-adres"}, "email"),
        ("kontakt", {**CONTACT, "website": "javascript:alert(1)"}, "website"),
        ("kontakt", {**CONTACT, "hours": "PESEL 44051401359"}, "hours"),
        ("zdjecie", {"picture_alt": "x" * 251}, "picture_alt"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(client, organisation, ngo_member, section, data, field):
    client.force_login(ngo_member)

    answer = save(client, organisation, data, section)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert organisation.revisions.count() == 0


def test_numbers_may_be_typed_with_spaces_and_hyphens(client, organisation, ngo_member):
    client.force_login(ngo_member)

    save(
        client,
        organisation,
        {**REGISTER, "nip": "526-10-40-828", "regon": "000 331 501", "krs": "0000 123 456"},
        "rejestr",
    )

    draft = approval.draft_of(live(organisation))
    assert (draft.nip, draft.regon, draft.krs) == ("5261040828", "000331501", "0000123456")


@pytest.mark.parametrize("name", ["state", "trust", "confirmed_on", "verified_on", "slug", "live", "merged_into"])
def test_a_form_cannot_set_what_only_decisions_set(client, organisation, ngo_member, name):
    before = getattr(live(organisation), name)
    client.force_login(ngo_member)

    save(client, organisation, {**CONTACT, name: "dormant"})

    assert getattr(live(organisation), name) == before or name == "confirmed_on"


def test_a_published_draft_does_not_bring_old_decisions_back(organisation, ngo_member):
    old = organisation.save_revision()
    OrganisationPage.objects.update(state="dormant", trust="approval")

    old.publish()

    assert (live(organisation).state, live(organisation).trust) == ("dormant", "approval")


# --- pictures ---------------------------------------------------------------------------------------------------


def picture(kind="JPEG", size=(40, 30), exif=None) -> bytes:
    out = io.BytesIO()
    PilImage.new("RGB", size, "green").save(out, kind, **({"exif": exif} if exif else {}))
    return out.getvalue()


def with_place_and_time() -> bytes:
    exif = PilImage.Exif()
    exif[0x9286] = "Tajny dom"
    exif[0x010F] = "Aparat Kowalskiej"
    return picture(exif=exif)


def upload(client, organisation, content, name="dom.jpg", alt="Sąsiedzi przy ławce"):
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    return client.post(
        edit_url(organisation, "zdjecie"), {"seen": seen(organisation), "upload": file, "picture_alt": alt}
    )


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_picture_loses_what_is_hidden_in_it(client, organisation, ngo_member, media):
    client.force_login(ngo_member)

    upload(client, organisation, with_place_and_time())

    stored = live(organisation).picture.file.open().read()
    assert b"Kowalskiej" not in stored
    assert PilImage.open(io.BytesIO(stored)).size == (40, 30)


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\0" * 40,
        b"%PDF-1.4",
        b"",
        b"\xff\xd8\xff\xe0 not a picture at all",
        picture()[:200],
    ],
    ids=["svg", "gif", "pdf", "empty", "header only", "cut"],
)
def test_what_is_not_a_picture_is_refused(client, organisation, ngo_member, media, content):
    client.force_login(ngo_member)

    answer = upload(client, organisation, content)

    assert (answer.status_code, live(organisation).picture_id) == (422, None)


def test_a_polyglot_is_written_anew(client, organisation, ngo_member, media):
    client.force_login(ngo_member)
    upload(client, organisation, picture() + b"<script>alert(1)</script>PK\x03\x04")

    assert b"script" not in live(organisation).picture.file.open().read()


def test_a_picture_needs_its_description(client, organisation, ngo_member, media):
    client.force_login(ngo_member)

    assert upload(client, organisation, picture(), alt="").status_code == 422


# --- confirmation, rest, reminders --------------------------------------------------------------------------------


def test_one_click_confirms_for_a_year(client, organisation, ngo_member):
    OrganisationPage.objects.update(confirmed_on=timezone.localdate().replace(year=2020))
    client.force_login(ngo_member)

    client.post(reverse("ngos:confirm", args=[organisation.pk]))

    assert live(organisation).confirmed_on == timezone.localdate()


def test_a_dormant_organisation_keeps_its_page_and_is_woken(client, organisation, ngo_member):
    client.force_login(ngo_member)
    panel = reverse("ngos:panel", args=[organisation.pk])
    press(client, panel, reverse("ngos:move", args=[organisation.pk, "rest"]))
    before, page = live(organisation).state, client.get(organisation.url)
    press(client, panel, reverse("ngos:move", args=[organisation.pk, "wake"]))

    assert (before, page.status_code, live(organisation).state) == ("dormant", 200, "published")


@pytest.mark.parametrize("name", ["publish", "strike_off", "restore", "xyz"])
def test_members_have_no_other_moves(client, organisation, ngo_member, name):
    client.force_login(ngo_member)
    answer = client.post(reverse("ngos:move", args=[organisation.pk, name]), {**shown(organisation), "reason": "x"})

    assert (answer.status_code, live(organisation).state) == (404, "published")


def test_a_colleague_s_old_panel_does_not_wake_what_has_been_struck_off(client, organisation, ngo_member):
    OrganisationPage.objects.update(state="dormant")
    client.force_login(ngo_member)
    panel, wake = reverse("ngos:panel", args=[organisation.pk]), reverse("ngos:move", args=[organisation.pk, "wake"])
    old = hidden_fields(client.get(panel), wake)
    OrganisationPage.objects.update(state="struck_off")
    answer = client.post(wake, old)

    assert (answer.status_code, len(answer.context["refused"]), live(organisation).state) == (409, 1, "struck_off")


def test_reminders_go_out_once(organisation, ngo_member, django_capture_on_commit_callbacks, settings):
    today = timezone.localdate()
    OrganisationPage.objects.update(
        term_ends_on=today + timezone.timedelta(days=25), confirmed_on=today.replace(year=today.year - 1)
    )
    for _again in (1, 2):
        with django_capture_on_commit_callbacks(execute=True):
            services.remind_members()

    assert len(mail.outbox) == 2
    assert {letter.to[0] for letter in mail.outbox} == {ngo_member.email}


def test_the_last_person_cannot_leave(organisation, ngo_member):
    membership = organisation.memberships.get()

    with pytest.raises(MoveRefused):
        memberships.end_membership(membership, by=ngo_member)


def test_with_a_successor_one_may_leave_and_the_rights_are_gone(client, organisation, ngo_member):
    ngos.make_member(organisation, person("nastepca@przyklad.example"), "representative")
    client.force_login(ngo_member)
    assert client.get(reverse("ngos:panel", args=[organisation.pk])).status_code == 200

    memberships.end_membership(organisation.memberships.get(user=ngo_member), by=ngo_member)

    assert client.get(reverse("ngos:panel", args=[organisation.pk])).status_code == 404


# --- rows of a section ------------------------------------------------------------------------------------------

ROWS = {  # section, its formset, a row and the column that people write in
    "board": ("zarzad", {"function": "prezeska", "name": "Halina", "has_consent": "on"}, "name"),
    "function": ("zarzad", {"function": "prezeska", "name": "Halina", "has_consent": "on"}, "function"),
    "grants": ("pieniadze", {"year": "2026", "giver": "Gmina", "purpose": "Ławka", "amount": "100"}, "purpose"),
    "giver": ("pieniadze", {"year": "2026", "giver": "Gmina", "purpose": "Ławka", "amount": "100"}, "giver"),
}
FORMSETS = {"zarzad": ("board",), "pieniadze": ("reports", "grants")}


def with_row(what, **changes) -> dict:
    section, row, _column = ROWS[what]
    name = FORMSETS[section][-1]
    data = {"representation_rule": "", "term_ends_on": ""}
    for formset in FORMSETS[section]:
        data |= {
            f"{formset}-TOTAL_FORMS": "1" if formset == name else "0",
            f"{formset}-INITIAL_FORMS": "0",
            f"{formset}-MIN_NUM_FORMS": "0",
            f"{formset}-MAX_NUM_FORMS": "1000",
        }
    return data | {f"{name}-0-{key}": value for key, value in {**row, "ORDER": "1", "id": "", **changes}.items()}


@pytest.mark.parametrize("what", ROWS)
def test_a_row_is_cleaned_of_what_cannot_be_seen(client, organisation, ngo_member, what):
    section, _row, column = ROWS[what]
    client.force_login(ngo_member)

    save(client, organisation, with_row(what, **{column: " Ha\u202elina \u200b Jawna\u2066 "}), section)

    rows = getattr(live(organisation), FORMSETS[section][-1])
    assert list(rows.values_list(column, flat=True)) == ["Halina Jawna"]


@pytest.mark.parametrize("pesel", ["44051401359", "440514-01359", "4405140\u200b1359"])
@pytest.mark.parametrize("what", ROWS)
def test_a_pesel_in_a_row_is_refused_with_a_sentence(client, organisation, ngo_member, what, pesel):
    section, _row, column = ROWS[what]
    client.force_login(ngo_member)

    answer = save(client, organisation, with_row(what, **{column: f"Halina {pesel}"}), section)

    assert (answer.status_code, "numer PESEL" in answer.content.decode()) == (422, True)
    assert list(getattr(live(organisation), FORMSETS[section][-1]).all()) == []


def test_a_pesel_hidden_by_a_sign_nobody_sees_is_found(client, organisation, ngo_member):
    client.force_login(ngo_member)

    assert save(client, organisation, {**CONTACT, "hours": "4405140\u200b1359"}).status_code == 422
