"""The dates of a consultation turned into what people read: status, timeline, numbers. Nothing here is stored.

A consultation carries its clock, so the clock stands below the models and asks the app registry for stages.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.choices import ResponseState, Status
from shared.legal import term
from shared.templatetags.razem import day_month, full_date, one_dot

DEFAULT_REPORT_DAYS = 30
OPEN = (Status.RUNNING, Status.LAST_DAYS)
AHEAD = (Status.ANNOUNCED, *OPEN, Status.ANALYSIS)  # something is still to come
TOLD = (Status.REPORT, Status.OUTCOMES)


@dataclass
class Step:
    """One row of the timeline."""

    stage: object
    tense: str  # "past", "now", "next", or "off" when the consultation was cancelled before the stage ended

    @property
    def words(self) -> str:
        return {"past": _("finished"), "now": _("now"), "next": _("ahead"), "off": _("called off")}[self.tense]


class Clock:
    """What the calendar says about one consultation today (`on`); asks for the day once."""

    def __init__(self, consultation, on: date | None = None):
        self.consultation = consultation
        self.on = on or timezone.localdate()

    @cached_property
    def stages(self) -> list:
        """The live stages in the order of the tree, each as its own kind, in one query."""
        stages = apps.get_model("consultations.StagePage").objects
        return list(stages.child_of(self.consultation).live().as_kinds().order_by("path"))

    @cached_property
    def collecting(self) -> list:
        return [stage for stage in self.stages if stage.collects and stage.opens_on and stage.closes_on]

    @cached_property
    def running(self) -> list:
        """The collecting stages in which something can be sent today."""
        if self.consultation.state != self.consultation.State.ANNOUNCED:
            return []
        return [stage for stage in self.collecting if stage.is_running(self.on)]

    @cached_property
    def opens_on(self) -> date | None:
        return min((stage.opens_on for stage in self.collecting), default=None)

    @cached_property
    def closes_on(self) -> date | None:
        return max((stage.closes_on for stage in self.collecting), default=None)

    @property
    def days_left(self) -> int:
        """Days after today on which a comment can still be sent; 0 on the last day."""
        return (self.closes_on - self.on).days if self.closes_on else 0

    @cached_property
    def report_due(self) -> date | None:
        """The day by which the report is promised: the law's term for the kind, counted from the last day."""
        if not self.closes_on or self.status == Status.CANCELLED:
            return None
        answers = [s.closes_on for s in self.stages if s.is_promise and s.closes_on]
        if answers:
            return max(answers)
        key = self.consultation.kind.report_key
        found = term(key, on=self.closes_on) if key else None
        return self.closes_on + timedelta(days=found.days if found else DEFAULT_REPORT_DAYS)

    @cached_property
    def status(self) -> Status:
        """Drafts and cancelled ones stand as they are; of the others the day decides."""
        state, states = self.consultation.state, self.consultation.State
        if state == states.REPORTED:
            return Status.OUTCOMES if self.consultation.outcomes else Status.REPORT
        if state != states.ANNOUNCED:
            return Status(state)
        if not self.opens_on or self.on < self.opens_on:
            return Status.ANNOUNCED
        if self.on > self.closes_on:
            return Status.ANALYSIS
        return Status.LAST_DAYS if self.days_left < 3 else Status.RUNNING

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def can_be_followed(self) -> bool:
        """Something is still to come of which letters could tell."""
        return self.status in AHEAD

    @property
    def tone(self) -> str:
        return {
            Status.RUNNING: "open", Status.LAST_DAYS: "soon", Status.REPORT: "done", Status.OUTCOMES: "done",
            Status.ANNOUNCED: "planned",
        }.get(self.status, "closed")  # fmt: skip

    @property
    def sentence(self) -> str:
        """The status in one sentence."""
        if self.is_open:
            return self._open_sentence()
        return {
            Status.DRAFT: _("In preparation."),
            Status.CANCELLED: _("Cancelled."),
            Status.REPORT: _("The report is ready."),
            Status.OUTCOMES: _("Finished. See what came of it."),
            Status.ANNOUNCED: one_dot(_("Announced. Comments from %(day)s.") % {"day": full_date(self.opens_on)}),
            Status.ANALYSIS: _("Collecting has ended. We are analysing the comments."),
        }[self.status]

    def _open_sentence(self) -> str:
        if self.days_left == 0:
            return _("Today is the last day: send your comment before midnight.")
        left = ngettext("%(count)s day left", "%(count)s days left", self.days_left) % {"count": self.days_left}
        return _("Open until %(day)s – %(left)s.") % {"day": day_month(self.closes_on), "left": left}

    @property
    def promise(self) -> str:
        if self.status in AHEAD and self.report_due:
            return one_dot(_("We will answer every comment by %(day)s.") % {"day": full_date(self.report_due)})
        return ""

    @cached_property
    def timeline(self) -> list[Step]:
        return [Step(stage, self._tense(stage)) for stage in self.stages]

    def _tense(self, stage) -> str:
        if self.status in TOLD:
            return "past"  # the report may come before the last day planned for answers
        if self.status == Status.CANCELLED:
            return "past" if stage.closes_on and stage.closes_on < self.on else "off"
        if not stage.opens_on or stage.opens_on > self.on:
            return "next"
        return "past" if (stage.closes_on or stage.opens_on) < self.on else "now"

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Comments by state and answers, in one query."""
        counted = self.consultation.comments.counted()
        states = counted.model.State
        to_answer = (states.PUBLISHED, states.PENDING)
        return counted.aggregate(
            received=Count("pk"),
            published=Count("pk", filter=Q(state=states.PUBLISHED)),
            hidden=Count("pk", filter=Q(state=states.HIDDEN)),
            withdrawn=Count("pk", filter=Q(state=states.WITHDRAWN)),
            pending=Count("pk", filter=Q(state=states.PENDING)),
            to_answer=Count("pk", filter=Q(state__in=to_answer)),
            answered=Count("pk", filter=Q(response__state=ResponseState.PUBLISHED) & ~Q(state=states.WITHDRAWN)),
            with_draft=Count("pk", filter=Q(response__isnull=False, state__in=to_answer)),
            organisations=Count("pk", filter=~Q(who=counted.model.Who.PERSON)),
        )
