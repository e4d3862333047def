"""Acts on offices: giving a person a role also gives the Wagtail rights that belong to it."""

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import Office, User
from places.models import Municipality


def group_name(role: str, municipality: Municipality | None) -> str:
    return f"{role}: {municipality.slug}" if municipality else role


@transaction.atomic
def grant_office(user: User, role: str, municipality: Municipality | None = None) -> Office:
    """Record the office and put the person into the matching group; idempotent."""
    office, _created = Office.objects.get_or_create(user=user, role=role, municipality=municipality)
    group, _created = Group.objects.get_or_create(name=group_name(role, municipality))
    user.groups.add(group)
    return office


@transaction.atomic
def revoke_office(office: Office) -> None:
    """Take the office back; the rights go at the next request."""
    group = Group.objects.filter(name=group_name(office.role, office.municipality)).first()
    if group:
        office.user.groups.remove(group)
    office.delete()
