"""How current a profile is: the calendar says it at the moment of asking (docs/domain-rules.md, R10), nothing runs at night."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from shared.templatetags.razem import full_date

REMIND_AFTER, UNCONFIRMED_AFTER, HIDDEN_AFTER = 11, 13, 24  # months


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month (Civil Code art. 112)."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def months_before(day: date, months: int) -> date:
    return months_after(day, -months)


@dataclass(frozen=True)
class Freshness:
    """What the yearly confirmation says today. `confirmed_on` may be None: never confirmed."""

    confirmed_on: date | None
    is_dormant: bool = False
    today: date | None = None

    @property
    def day(self) -> date:
        return self.today or timezone.localdate()

    def _passed(self, months: int) -> bool:
        return self.confirmed_on is None or self.day >= months_after(self.confirmed_on, months)

    @property
    def is_due(self) -> bool:
        """Time to remind: eleven months have passed."""
        return not self.is_dormant and self._passed(REMIND_AFTER)

    @property
    def is_unconfirmed(self) -> bool:
        return self._passed(UNCONFIRMED_AFTER)

    @property
    def is_hidden(self) -> bool:
        """Off the map and the directory after 24 months, or when it was never confirmed; a dormant one stays."""
        return not self.is_dormant and self.confirmed_on is not None and self._passed(HIDDEN_AFTER)

    @property
    def sentence(self) -> str:
        if self.is_dormant:
            return _("Dormant: the organisation has nobody to run it now.")
        if self.confirmed_on is None:
            return _("Nobody from the organisation has confirmed these data yet.")
        if self.is_unconfirmed:
            return _("Data not confirmed since %(day)s.") % {"day": full_date(self.confirmed_on)}
        return _("Data confirmed on %(day)s.") % {"day": full_date(self.confirmed_on)}
