"""Lists of the admin that coordinators keep."""

from accounts.models import Office
from accounts.rights import allow_models
from places.models import Area, Municipality, PrivacyNotice, Solectwo
from shared.models import DayOff, LegalTerm, SiteSettings

allow_models(
    Office.Role.COORDINATOR, Office, Municipality, Solectwo, Area, PrivacyNotice, LegalTerm, DayOff, SiteSettings
)
