"""What Wagtail rights belong to a role. Lists of pages and apps above say which; this module keeps the groups in step."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.list_pages import ListPage
from accounts.roles import HOSTS, Role

WHOLE_TREE = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
_models: dict[str, list[type]] = {}
CHOOSE = ("choose_image", "choose_document")
LIBRARY = ("add_image", "change_image", "add_document", "change_document", *CHOOSE)


def allow_models(role: str, *models: type) -> None:
    """Register models whose rows the holders of a role keep in the admin."""
    _models.setdefault(role, []).extend(models)


def allow_admin(group: Group, role: str, municipality=None) -> None:
    """The door of the admin, the lists that belong to the role, pictures and files.

    Everybody may choose what is there; files are added and changed in the collection of one's own municipality.
    """
    wanted = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    for model in _models.get(role, []):
        wanted |= Permission.objects.filter(
            content_type__app_label=model._meta.app_label, content_type__model=model._meta.model_name
        )
    group.permissions.add(*wanted)
    root = Collection.get_first_root_node()
    wanted = {(root.pk, name) for name in CHOOSE}
    if role == Role.COORDINATOR or (municipality is None and role in HOSTS):
        wanted |= {(root.pk, name) for name in LIBRARY}
    elif municipality and role in HOSTS:
        own = root.get_children().filter(name=municipality.name).first() or root.add_child(name=municipality.name)
        wanted |= {(own.pk, name) for name in LIBRARY}
    GroupCollectionPermission.objects.filter(group=group).exclude(collection__in=[pk for pk, _name in wanted]).delete()
    for permission in Permission.objects.filter(codename__in=LIBRARY):
        for pk in {pk for pk, name in wanted if name == permission.codename}:
            GroupCollectionPermission.objects.get_or_create(group=group, collection_id=pk, permission=permission)
        GroupCollectionPermission.objects.filter(group=group, permission=permission).exclude(
            collection__in=[pk for pk, name in wanted if name == permission.codename]
        ).delete()


def page_rights(role: str, municipality) -> Iterator[tuple[int, str]]:
    """Pairs (page key, permission) of a role: coordinators have the whole tree, others the lists that name their role."""
    if role == Role.COORDINATOR:
        yield from ((page.pk, kind) for page in Page.objects.filter(depth=1) for kind in WHOLE_TREE)
    for model in apps.get_models():
        if issubclass(model, ListPage) and role in model.editors_of:
            keys = model.open_to(municipality).values_list("pk", flat=True)
            yield from ((key, kind) for key in keys for kind in model.editors_may)


def keep_in_step(group: Group, role: str, municipality) -> None:
    """Give the group exactly the page rights that hold now; calling it again changes nothing."""
    _replace(group, set(page_rights(role, municipality)))


def _replace(group: Group, wanted: Iterable[tuple[int, str]]) -> None:
    has = {
        (row.page_id, row.permission.codename.removesuffix("_page")): row
        for row in GroupPagePermission.objects.filter(group=group).select_related("permission")
    }
    for key in set(has) - set(wanted):
        has[key].delete()
    for page_id, kind in set(wanted) - set(has):
        GroupPagePermission.objects.create(group=group, page=Page(pk=page_id), permission_type=kind)
