from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self):
        from accounts.models import Office
        from accounts.rights import model_rights
        from places.models import Area, Municipality, PrivacyNotice, Solectwo
        from shared.models import DayOff, LegalTerm, SiteSettings

        kept = (Office, Municipality, Solectwo, Area, PrivacyNotice, LegalTerm, DayOff, SiteSettings)
        model_rights(Office.Role.COORDINATOR, *kept)
