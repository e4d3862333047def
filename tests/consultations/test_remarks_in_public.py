"""What was said at a meeting, in the register, the table and the report; the meeting it came from is not deleted."""

import csv
import io

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Page

from accounts.models import Office
from consultations.models import Comment, ReportStagePage
from consultations.reports import build
from events.models import EventPage
from tests.conftest import person
from tests.consultations.remarks import WORDS, enter, published_at_once
from tests.factories import scenery


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


@pytest.fixture
def register(consultation, stage, meeting, clerk):
    """The register with one comment of each channel, both public."""
    scenery.make_comment(consultation, stage, 1)
    enter(published_at_once(consultation), meeting, clerk)
    return f"{consultation.url}wykaz-uwag/"


@pytest.mark.parametrize(
    ("query", "numbers"), [("", [2, 1]), ("?kanal=meeting", [2]), ("?kanal=form", [1]), ("?kanal=import", []), ("?kanal=xyz", [2, 1])]
)  # fmt: skip
def test_the_register_is_filtered_by_channel(client, register, query, numbers):
    answer = client.get(f"{register}{query}")

    assert [comment.number for comment in answer.context["page_obj"]] == numbers


def test_the_register_and_the_comment_name_the_meeting(client, register, meeting):
    page = client.get(register).content.decode().replace("\xa0", " ")
    comment = client.get(f"/uwagi/{Comment.objects.get(number=2).slug}/").content.decode().replace("\xa0", " ")

    assert [meeting.title in text for text in (page, comment)] == [True, True]


def test_the_table_names_the_meeting(client, register, meeting):
    rows = list(csv.reader(io.StringIO(client.get(f"{register}csv/?kanal=meeting").getvalue().decode())))

    assert [(row[0], row[-1].endswith(f": {meeting.title}")) for row in rows[1:]] == [("2", True)]


@pytest.mark.parametrize("count", [1, 3])
def test_register_and_table_cost_the_same_with_one_and_three(client, consultation, meeting, clerk, count, django_assert_max_num_queries):  # fmt: skip
    for _number in range(count):
        enter(published_at_once(consultation), meeting, clerk)
    for below in ("", "csv/"):
        address = f"{consultation.url}wykaz-uwag/{below}"
        client.get(address)
        with django_assert_max_num_queries(9):
            client.get(address)


def test_a_remark_that_waits_for_a_moderator_is_not_public(client, consultation, meeting, clerk):
    comment = enter(consultation, meeting, clerk)

    assert comment.state == "pending"
    assert WORDS not in client.get(f"{consultation.url}wykaz-uwag/").content.decode()
    assert client.get(f"/uwagi/{comment.slug}/").status_code == 404


def test_the_report_counts_by_channel_and_the_remark_needs_an_answer(consultation, register):
    stage = ReportStagePage.objects.child_of(consultation).get()
    report = build(stage)

    assert sorted(number for _name, number in report.by_channel) == [1, 1]
    assert len({name for name, _number in report.by_channel}) == 2
    assert [comment.number for comment in Comment.objects.filter(consultation=consultation).unanswered().order_by("number")] == [1, 2]  # fmt: skip


# --- deleting the meeting -----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("door", ["single", "bulk"])
@pytest.mark.parametrize("which", ["meeting", "calendar"])
def test_a_meeting_whose_remarks_stand_in_a_register_is_not_deleted(client, request, consultation, meeting, clerk, door, which):  # fmt: skip
    enter(consultation, meeting, clerk)
    superuser = person("naczelna@przyklad.example", Office.Role.COORDINATOR)
    superuser.is_superuser = True
    superuser.save()
    client.force_login(superuser)
    page, count = request.getfixturevalue(which), Page.objects.count()
    if door == "single":
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    else:
        client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={page.pk}")

    assert (Page.objects.count(), Comment.objects.get().event) == (count, meeting)
    with pytest.raises(ProtectedError):
        EventPage.objects.get(pk=meeting.pk).delete()


def test_an_unpublished_meeting_keeps_its_remarks(client, register, meeting):
    EventPage.objects.get(pk=meeting.pk).unpublish()

    assert [c.number for c in client.get(f"{register}?kanal=meeting").context["page_obj"]] == [2]
