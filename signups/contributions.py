"""What sign-ups tell the layers below: which pages stay, and when the data of people are erased."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared.acts.retention import retains
from shared.acts.tick import HOURLY, runs
from shared.intake.messages import MESSAGE_RULE
from shared.pages.deletion_guards import guards_deletion
from signups import services
from signups.models import HostQuestion, SignUp, Slot


@guards_deletion
def keep_signups(page) -> str:
    if not SignUp.objects.filter(slot__page__path__startswith=page.path).exists():
        return ""
    return _("People have signed up here, so it is not deleted. Cancel it, or unpublish the page: nothing is lost.")


@guards_deletion
def keep_hosts(page) -> str:
    if not Slot.objects.filter(organisation__path__startswith=page.path).exists():
        return ""
    return _("This organisation hosts meetings or campaigns. Mark it as dormant or struck off instead.")


@retains(
    "signups",
    gettext_lazy("Sign-ups for meetings and campaigns: name, e-mail, phone, guardian, what you wrote to the host"),
    why=gettext_lazy(
        "So that the host knows who comes, can write when something changes, and has the guardian's consent."
    ),
    period=gettext_lazy(
        "as the host says before you sign up, half a year as a rule; seven days when you never confirmed"
    ),
    after=gettext_lazy("from the end of the meeting or shift"),
    due=SignUp.objects.to_erase,
    then=gettext_lazy("Names, addresses and notes are erased. That somebody signed up and came stays as a number."),
    erase=services.erase_rows,
)
def find_signups() -> QuerySet[SignUp]:
    return SignUp.objects.filter(erased_at=None)


@retains(
    "questions_to_hosts",
    gettext_lazy("Questions to the host of a meeting or campaign: name, e-mail, words"),
    **MESSAGE_RULE,
)
def find_questions() -> QuerySet[HostQuestion]:
    return HostQuestion.objects.all()


@runs(HOURLY)
def move_up_waiting_lists() -> int:
    """Places that became free, or were offered and not taken, go to the next person."""
    return services.move_up()


@runs(HOURLY)
def remind_signed_up() -> int:
    """Letters seven and two days before."""
    return services.remind()
