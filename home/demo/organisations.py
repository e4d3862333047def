"""The twelve organisations of the demo, in their states, with members who can sign in."""

from decimal import Decimal

from accounts.models import User
from home.demo.people import PASSWORD, confirm_address
from home.demo.reading import content, day
from home.tree import add
from ngos.lifecycle import decided
from ngos.models import (
    BoardSeat,
    GrantReceived,
    Membership,
    OrganisationIndexPage,
    OrganisationPage,
    PublicBenefitField,
    ReportFiled,
    TargetGroup,
)
from places.models import Municipality, Solectwo

WORDS = (
    "short_name", "legal_form", "mission", "what_we_do", "how_to_join", "needs", "room", "equipment", "skills",
    "looks_for_volunteers", "area_of_activity", "email", "phone", "website", "hours", "address", "show_address", "krs", "nip",
    "regon", "register_name", "register_number", "founded", "is_pbo", "representation_rule",
)  # fmt: skip
STATES = {
    "published": OrganisationPage.State.PUBLISHED,
    "in_review": OrganisationPage.State.SUBMITTED,
    "dormant": OrganisationPage.State.DORMANT,
}


def make_organisations() -> None:
    for number, data in enumerate(content("organisations")["organisations"], start=1):
        if not OrganisationPage.objects.filter(slug=data["slug"]).exists():
            make_organisation(data, number)


def make_organisation(data: dict, number: int) -> OrganisationPage:
    place = Municipality.objects.get(slug=data["municipality"])
    page = OrganisationPage(
        title=data["title"], slug=data["slug"], municipality=place, **{name: data[name] for name in WORDS}
    )
    page.village = Solectwo.objects.filter(municipality=place, slug=data["village"]).first()
    page.term_ends_on = None if data["term_ends_in_days"] is None else day(data["term_ends_in_days"])
    page.state = STATES[data["state"]]
    page.fields = PublicBenefitField.objects.filter(code__in=data["fields"])
    page.target_groups = TargetGroup.objects.filter(code__in=data["target_groups"])
    page.board = [BoardSeat(function=seat["function"], sort_order=order) for order, seat in enumerate(data["board"])]
    page.reports = [ReportFiled(**report, sort_order=order) for order, report in enumerate(data["reports"])]
    page.grants = [
        GrantReceived(**{**grant, "amount": Decimal(grant["amount"])}, sort_order=order)
        for order, grant in enumerate(data["grants"])
    ]
    branch = OrganisationIndexPage.objects.get(municipality=place, locale__language_code="pl")
    made = add(branch, page, live=page.state != OrganisationPage.State.SUBMITTED)
    decided(
        made,
        state=page.state,
        trust=data["trust"],
        confirmed_on=_ago(data["confirmed_days_ago"]),
        verified_on=_ago(data["verified_days_ago"]),
    )
    make_members(made, number, data["editors"])
    return made


def _ago(days: int | None):
    return None if days is None else day(-days)


def make_members(organisation: OrganisationPage, number: int, how_many: int) -> None:
    """czlonek.<number>@… is the representative, czlonek.<number>b@… the second editor."""
    for letter, role in (("", Membership.Role.REPRESENTATIVE), ("b", Membership.Role.EDITOR))[:how_many]:
        email = f"czlonek.{number}{letter}@przyklad.example"
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(
                email, PASSWORD, first_name="Osoba", last_name=f"z organizacji {number}{letter}"
            )
        confirm_address(user)
        Membership.objects.get_or_create(
            organisation=organisation, user=user, defaults={"role": role, "since": day(-400)}
        )
