"""Scenery of organisations: the directory, a profile that is public and fresh, its members."""

from django.utils import timezone

from ngos.lifecycle import decided
from ngos.models import Membership, OrganisationIndexPage, OrganisationPage, PublicBenefitField
from tests.factories.scenery import child


def make_field(code: str = "13", plain: str = "civic", order: int | None = None) -> PublicBenefitField:
    details = {
        "name": f"pole {code}",
        "text": f"pole {code}",
        "plain": plain,
        "order": order or PublicBenefitField.objects.count() + 1,
    }
    return PublicBenefitField.objects.get_or_create(code=code, defaults=details)[0]


def make_directory(home, municipality) -> tuple[OrganisationIndexPage, OrganisationIndexPage]:
    """The directory of the whole area and the branch of one municipality."""
    root = OrganisationIndexPage.objects.child_of(home).first() or child(
        home, OrganisationIndexPage(title="Organizacje", slug="organizacje", show_in_menus=True)
    )
    branch = child(
        root, OrganisationIndexPage(title=municipality.name, slug=municipality.slug, municipality=municipality)
    )
    return root, branch


def make_organisation(branch, *, slug: str = "lawka", fields=("13",), **details) -> OrganisationPage:
    """A published organisation with one field, confirmed today; columns of decisions may be given too."""
    decisions = {
        "state": "published",
        "trust": "direct",
        "confirmed_on": timezone.localdate(),
        "verified_on": timezone.localdate(),
    }
    decisions |= {name: details.pop(name) for name in list(details) if name in (*decisions, "imported_from")}
    page = OrganisationPage(
        **{
            "title": "Stowarzyszenie Wspólna Ławka",
            "slug": slug,
            "mission": "Łączymy sąsiadów.",
            "legal_form": "stow_rej",
            "municipality": branch.municipality,
            "email": "lawka@przyklad.example",
            **details,
        }
    )
    page.fields = [make_field(code) for code in fields]
    made = child(branch, page)
    decided(made, **decisions)
    return OrganisationPage.objects.get(pk=made.pk)


def make_member(organisation, user, role: str = "editor", **details) -> Membership:
    user.emailaddress_set.get_or_create(email=user.email, defaults={"verified": True, "primary": True})
    return Membership.objects.create(organisation=organisation, user=user, role=role, **details)
