"""Lists below which people of the office make pages: the list says once who they are, `accounts.rights` gives them the rights."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from places.models import Municipality
from shared.pages.models import BasePage

Role = Office.Role


class ListPage(BasePage):
    """A list of the whole area: people of these roles share it, whatever municipality they work for.

    With “change” they change every page below the list, unless the app narrows that (signups.permissions);
    with “add” alone they make pages and change those they made.
    """

    editors_of: frozenset[str] = frozenset()
    editors_may: tuple[str, ...] = ("add", "change", "publish")

    class Meta:
        abstract = True

    @classmethod
    def open_to(cls, municipality: Municipality | None) -> models.QuerySet:
        """The lists on which people of this municipality (None: of the whole area) work."""
        return cls._default_manager.all()


class BranchPage(ListPage):
    """A list that is either of the whole area, and then it is the coordinators', or the branch of one municipality."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, on_delete=models.PROTECT
    )

    class Meta:
        abstract = True

    @classmethod
    def open_to(cls, municipality: Municipality | None) -> models.QuerySet:
        branches = cls._default_manager.filter(municipality__isnull=False)
        return branches.filter(municipality=municipality) if municipality else branches
