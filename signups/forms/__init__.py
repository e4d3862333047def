"""Forms of sign-ups: the person's, the guardian's, the host's."""

from signups.forms.host import RepeatForm, SlotForm
from signups.forms.sign_up import ConsentForm, SignUpForm

__all__ = ["ConsentForm", "RepeatForm", "SignUpForm", "SlotForm"]
