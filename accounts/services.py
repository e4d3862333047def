"""Acts on offices: giving a person a role also gives the Wagtail rights that belong to it."""

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import Office, User
from accounts.rights import allow_admin, keep_in_step
from places.models import Municipality


def group_name(role: str, municipality: Municipality | None) -> str:
    """By the key: names and slugs of municipalities change, rights must follow the office."""
    return f"{role}: {municipality.pk}" if municipality else role


@transaction.atomic
def grant_office(user: User, role: str, municipality: Municipality | None = None) -> Office:
    """Record the office and put the person into the matching group; idempotent."""
    office, _created = Office.objects.get_or_create(user=user, role=role, municipality=municipality)
    group, _created = Group.objects.get_or_create(name=group_name(role, municipality))
    allow_admin(group, role, municipality)
    keep_in_step(group, role, municipality)
    user.groups.add(group)
    return office


@transaction.atomic
def change_office(office: Office, user: User, role: str, municipality: Municipality | None) -> Office:
    """Another office, or another person in it, instead of this one."""
    revoke_office(office)
    return grant_office(user, role, municipality)


def refresh_rights() -> None:
    """Bring the rights of all groups in step with the tree: after a branch has been added or moved."""
    for role, place in Office.objects.values_list("role", "municipality").distinct().order_by():
        municipality = Municipality.objects.filter(pk=place).first()
        group = Group.objects.filter(name=group_name(role, municipality)).first()
        if group:
            keep_in_step(group, role, municipality)


@transaction.atomic
def revoke_office(office: Office) -> None:
    """Take the office back; the rights go at the next request."""
    group = Group.objects.filter(name=group_name(office.role, office.municipality)).first()
    if group:
        office.user.groups.remove(group)
    office.delete()
