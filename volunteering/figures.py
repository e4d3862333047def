"""What volunteers gave: people, hours, by campaign and for the whole programme."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from signups.choices import CAME
from signups.models import SignUp
from volunteering.models import CampaignPage, HoursEntry


@dataclass(frozen=True)
class Given:
    """People who came (each once) and their time."""

    people: int = 0
    minutes: int = 0

    @property
    def hours(self) -> int:
        """Whole hours, rounded to the nearest."""
        return round(self.minutes / 60)


def given_to(campaign) -> Given:
    """What a campaign got: confirmed hours and people marked as present, and those the host adds by number."""
    if not campaign.pk:
        return Given(campaign.people_before, campaign.minutes_before)
    return totals([campaign])[campaign.pk]


def totals(campaigns: list[CampaignPage]) -> dict[int, Given]:
    """The same for many, in two queries. Erased sign-ups count one by one: nobody can tell any more whose they were."""
    keys = [campaign.pk for campaign in campaigns]
    came = (
        SignUp.objects.filter(slot__page__in=keys, state=SignUp.State.ACCEPTED)
        .filter(Q(attendance__in=CAME) | Q(hours__isnull=False))
        .order_by()
    )
    named = came.exclude(email="").values("slot__page").annotate(n=Count("email", distinct=True))
    erased = came.filter(email="").values("slot__page").annotate(n=Count("pk", distinct=True))
    hours = HoursEntry.objects.filter(signup__slot__page__in=keys).order_by().values("signup__slot__page").annotate(n=Sum("minutes"))  # fmt: skip
    people: dict[int, int] = {}
    for row in [*named, *erased]:
        people[row["slot__page"]] = people.get(row["slot__page"], 0) + row["n"]
    minutes = {row["signup__slot__page"]: row["n"] for row in hours}
    return {
        c.pk: Given(people.get(c.pk, 0) + c.people_before, minutes.get(c.pk, 0) + c.minutes_before) for c in campaigns
    }


def of_the_programme() -> Given:
    """All campaigns together, for the front door of the programme and the yearly report."""
    found = totals(list(CampaignPage.objects.public()))
    return Given(sum(row.people for row in found.values()), sum(row.minutes for row in found.values()))
