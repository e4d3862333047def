"""No one enters the admin by password alone."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import offices
from shared.office.admin import is_in_admin

DESK = "/prowadze/"  # the desk of hosts shows who signed up: for people of the office the same holds


class StaffSecondFactorMiddleware:
    """Below /cms/ a signed-in person must have a second factor (TOTP); without one they are sent to set it up.

    At the desk of hosts this concerns people who hold an office; members of organisations sign in as they always do.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.STAFF_WITHOUT_TOTP or not self.is_guarded(request):
            return self.get_response(request)
        if not is_mfa_enabled(request.user, ["totp"]):
            messages.warning(request, _("To open the editing panel, set up two-step sign-in first."))
            return redirect("mfa_activate_totp")
        if not self.second_factor_used(request):
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
        return self.get_response(request)

    def is_guarded(self, request) -> bool:
        if is_in_admin(request):
            return request.user.is_authenticated
        return DESK in request.path and request.user.is_authenticated and bool(offices(request.user))

    def second_factor_used(self, request) -> bool:
        """True when the second factor was given in this very session, not only set up once."""
        return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
