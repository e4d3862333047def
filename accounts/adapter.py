"""Where people go after signing in, and which addresses they may have."""

from allauth.account.adapter import DefaultAccountAdapter

from shared.intake.email import check_length


class AccountAdapter(DefaultAccountAdapter):
    """Staff go to their desk, residents to the front page; an explicit and safe `next` goes before both (allauth checks it)."""

    def clean_email(self, email: str) -> str:
        """Signing up, another address, a new password: allauth's own field lets through what no column holds."""
        return check_length(super().clean_email(email))

    def get_login_redirect_url(self, request):
        """A page that sent somebody to make an account first waits for them in the session (an address of our own)."""
        if waiting := request.session.pop("after_sign_in", ""):
            return waiting
        if request.user.has_perm("wagtailadmin.access_admin"):
            return "/cms/"
        return super().get_login_redirect_url(request)
