"""What the site itself keeps for a time, and what it does by the clock."""

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shared.acts import retention
from shared.acts.retention import keeps, retains
from shared.acts.tick import ALWAYS, DAILY, runs
from shared.letters import deliver_waiting
from shared.models import SentLetter


@retains(
    "sessions",
    _("Sessions: the proof that a comment or a sign-up is yours, being signed in"),
    why=_("So that you can change what you have sent from the same device."),
    period=_("two weeks"),
    after=_("from your last visit"),
    since="expire_date",
)
def find_sessions() -> QuerySet[Session]:
    return Session.objects.all()


@retains(
    "sent_letters",
    _("The log of letters: which letter, about what, when, and a code made from the address"),
    why=_("So that no letter comes twice. The address itself is erased once the letter has left."),
    days=365,
    after=_("from the day of the letter"),
    since="created_at",
)
def find_sent_letters() -> QuerySet[SentLetter]:
    """No act repeats a letter after so long: reminders are about days that have passed, links have ended."""
    return SentLetter.objects.all()


if apps.is_installed("django_tasks_db"):
    from django_tasks_db.models import DBTaskResult

    @retains(
        "finished_tasks",
        _("Finished tasks of the worker"),
        why=_("To find out why something was not done."),
        days=14,
        after=_("from the day it ended"),
        since="finished_at",
    )
    def find_finished_tasks() -> QuerySet[DBTaskResult]:
        return DBTaskResult.objects.finished()


keeps(
    _("The log of acts of the office: who decided what and when, who read whose data"),
    why=_(
        "So that every decision can be checked (at least two years, § 20 of the regulation on the national interoperability framework)."
    ),
    until=_("as long as the record it belongs to"),
)


@runs(ALWAYS)
def deliver_letters() -> str:
    """The letters that an outage has left behind."""
    sent, waiting = deliver_waiting(older_than_seconds=60)
    return f"sent {sent}, waiting {waiting}"


@runs(ALWAYS)
def publish_scheduled() -> str:
    """Pages of Wagtail whose hour has come, or is over."""
    call_command("publish_scheduled", verbosity=0)
    return "done"


@runs(DAILY)
def erase_expired() -> int:
    """Personal data whose time is over."""
    erased, failed = retention.erase_expired()
    if failed:
        raise RuntimeError(f"rules that failed: {', '.join(failed)}")
    return sum(erased.values())
