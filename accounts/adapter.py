"""Where people go after signing in."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Staff go to their desk, residents to the front page; an explicit and safe `next` goes before both (allauth checks it)."""

    def get_login_redirect_url(self, request):
        """A page that sent somebody to make an account first waits for them in the session (an address of our own)."""
        if waiting := request.session.pop("after_sign_in", ""):
            return waiting
        if request.user.has_perm("wagtailadmin.access_admin"):
            return "/cms/"
        return super().get_login_redirect_url(request)
