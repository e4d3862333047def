"""Places at a date, the people who take them, and the pages that offer them."""

from signups.models.hosting import HostedPage
from signups.models.records import HostQuestion
from signups.models.signup import SignUp
from signups.models.slot import Slot

__all__ = ["HostQuestion", "HostedPage", "SignUp", "Slot"]
