"""What accounts tell the layers below: lists of the admin that coordinators keep, accounts that are erased."""

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Office, User
from accounts.rights import allow_models
from places.models import Area, Municipality, PrivacyNotice, Solectwo
from shared.acts.retention import keeps, retains
from shared.models import DayOff, LegalTerm, SiteSettings

allow_models(
    Office.Role.COORDINATOR, Office, Municipality, Solectwo, Area, PrivacyNotice, LegalTerm, DayOff, SiteSettings
)


@retains(
    "unconfirmed_accounts",
    _("Accounts whose e-mail nobody has confirmed"),
    why=_("To wait for the confirmation: nobody can sign in before it."),
    days=14,
    after=_("from the day the account was made"),
    since="date_joined",
)
def find_unconfirmed_accounts() -> QuerySet[User]:
    """Made by somebody on the site and never used: not those that an office has made or given anything to."""
    addresses = EmailAddress.objects.order_by()
    waiting = User.objects.filter(last_login=None, is_staff=False, is_superuser=False, groups=None, offices=None)
    waiting = waiting.filter(pk__in=addresses.filter(verified=False).values("user"))
    return waiting.exclude(pk__in=addresses.filter(verified=True).values("user"))


keeps(
    _("Your account: e-mail, name, offices you hold"),
    why=_("So that you can sign in."),
    until=_("until you ask us to close it"),
)
