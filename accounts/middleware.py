"""No one enters the admin by password alone."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

ADMIN = "/cms/"


class StaffSecondFactorMiddleware:
    """Below /cms/ a signed-in person must have a second factor (TOTP); without one they are sent to set it up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(ADMIN) and request.user.is_authenticated and not self.is_let_in(request):
            messages.warning(request, _("To open the editing panel, set up two-step sign-in first."))
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def is_let_in(self, request) -> bool:
        return settings.STAFF_WITHOUT_TOTP or is_mfa_enabled(request.user, ["totp"])
