"""The demo of campaigns and meetings: everything the issue asks for stands there, and filling it again adds nothing."""

from collections import Counter

from django.db.models import Count
from django.utils import timezone
from wagtail.models import Page

from consultations.models import Comment, CommentVersion, ConsultationPage, Submitter
from events.models import EventPage, Invitation, TimeAnswer, TimePoll
from home.demo import gatherings
from signups.models import SignUp, Slot
from volunteering.figures import given_to
from volunteering.lifecycle import gaps
from volunteering.models import CampaignPage, HoursEntry

KEPT = (Page, Slot, SignUp, HoursEntry, Comment, CommentVersion, Submitter, Invitation, TimePoll, TimeAnswer)


def census() -> dict:
    rows = {model.__name__: model.objects.count() for model in KEPT}
    states = CampaignPage.objects.order_by("slug").values_list("slug", "state", "live", "starts_on", "ends_on")
    slots = Slot.objects.order_by("pk").values_list("pk", "page", "starts_at", "ends_at", "capacity", "state")
    counters = ConsultationPage.objects.order_by("pk").values_list("pk", "comment_counter")
    return {**rows, "campaigns": list(states), "slots": list(slots), "counters": list(counters)}


def test_the_demo_of_campaigns_and_meetings(demo_in_polish, client):
    before = census()
    gatherings.make_gatherings()
    assert census() == before

    # four campaigns, one of them over and told; one more waits for its editor
    states = Counter(CampaignPage.objects.source_language().values_list("state", flat=True))
    assert states == {"published": 3, "summed_up": 1, "submitted": 1}
    done = CampaignPage.objects.get(state="summed_up")
    assert (given_to(done).people > 0, given_to(done).hours > 0, bool(done.result_words)) == (True, True, True)
    waiting = CampaignPage.objects.get(state="submitted")
    assert (waiting.live, gaps(waiting), client.get(waiting.url).status_code) == (False, [], 404)
    assert all(page.protection_gaps() == {} for page in CampaignPage.objects.all())
    assert {page.effort for page in CampaignPage.objects.open()} == {"afternoon", "weekly"}

    # six meetings and more, one of them over, one whose date is asked for
    now = timezone.now()
    events = EventPage.objects.public()
    assert events.count() >= 6
    assert [events.filter(ends_at__lt=now).count() >= 1, events.filter(starts_at=None).count()] == [True, 1]
    assert TimePoll.objects.get().event.starts_at is None

    # nobody stands on a list past the last place, nobody has hours without having come
    for slot in Slot.objects.exclude(capacity=None).counted():
        assert slot.taken <= slot.capacity
    assert not HoursEntry.objects.exclude(signup__attendance__in=["present", "replaced"]).exists()
    assert SignUp.objects.filter(state="waiting").exists()
    assert set(SignUp.objects.values_list("email", flat=True)) == {
        address for address in SignUp.objects.values_list("email", flat=True) if address.endswith(".example")
    }

    # remarks of the meeting stand in the register, with numbers of their own
    remarks = Comment.objects.filter(channel="meeting")
    assert (remarks.count() > 0, remarks.filter(event__ends_at__gt=now).count()) == (True, 0)
    assert not Comment.objects.values("consultation", "number").annotate(n=Count("pk")).filter(n__gt=1).exists()

    # everything answers
    pages = [*CampaignPage.objects.public(), *events]
    assert {page.url: client.get(page.url).status_code for page in pages} == {page.url: 200 for page in pages}
