"""What imports need and leave behind: columns, files with their rows, the row of a register behind an organisation."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ngos.models.organisation import OrganisationPage
from ngos.models.people import Membership
from ngos.querysets import ImportRunQuerySet
from places.models import Municipality
from shared.intake.messages import PrivateMessage


class ImportMapping(models.Model):
    """Which column of a file holds what, remembered by the header, so that next year's file needs no questions."""

    header = models.CharField(_("header of the file"), max_length=1000, unique=True)
    columns = models.JSONField(_("columns"), default=dict)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("mapping of columns")

    def __str__(self):
        return self.header[:80]


class RegisterRow(models.Model):
    """A row of a public register as it was read last, so that a repeated import knows new, changed and same."""

    source = models.CharField(_("register"), max_length=80)
    key = models.CharField(_("number in the register"), max_length=60)
    data = models.JSONField(_("what the register said"), default=dict)
    facts = models.JSONField(_("what was read from it"), default=dict)
    organisation = models.ForeignKey(
        OrganisationPage, null=True, on_delete=models.PROTECT, related_name="register_rows"
    )
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("row of a register")
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="register_row_once")]

    def __str__(self):
        return f"{self.source} {self.key}"


class ImportRun(models.Model):
    """One file of a register: its columns are named, its rows compared, a person decides, the rows are stored in batches.

    Moments say how far it is. The file lies in the database, never among public files, until the end.
    """

    SILENT_AFTER = timedelta(minutes=2)  # a batch takes seconds: whoever is silent for longer has been killed
    STAGES = {
        "columns": _("the columns are to be named"),
        "checking": _("is being compared with the directory"),
        "ready": _("waits for your decision"),
        "storing": _("is being stored"),
        "done": _("done"),
    }

    source = models.CharField(
        _("register"),
        max_length=80,
        help_text=_(
            "A short name with the year, for instance: opp-2014. Next time use the same name for the same register."
        ),
    )
    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(editable=False)
    header = models.JSONField(_("header of the file"), default=list)
    columns = models.JSONField(_("columns"), default=dict)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality of rows that name none"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=5, default="pl")
    created_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(default=timezone.now)
    position = models.PositiveIntegerField(default=1)  # the last row that is done; the header is row 1
    trouble = models.CharField(max_length=300, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a register")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.source} {self.created_at:%Y-%m-%d}"

    @property
    def stage(self) -> str:
        if self.finished_at:
            return "done"
        if self.decided_at:
            return "storing"
        if self.checked_at:
            return "ready"
        return "checking" if self.asked_at else "columns"

    @property
    def stage_label(self):
        return self.STAGES[self.stage]

    @property
    def is_silent(self) -> bool:
        """It should be working and is not: it has failed, or its process has been killed."""
        working = self.stage in ("checking", "storing")
        return working and (bool(self.trouble) or timezone.now() - self.moved_at > self.SILENT_AFTER)


class ImportLine(models.Model):
    """A row of the file as it was read, and what it means (before the decision) or meant (after it)."""

    class Fate(models.TextChoices):
        NEW = "new", _("new organisation")
        CHANGED = "changed", _("profile changed")
        KEPT = "kept", _("profile kept as it is")
        SAME = "same", _("nothing new")
        REFUSED = "refused", _("row refused")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(_("row"))
    key = models.CharField(_("number in the register"), max_length=60, blank=True)
    facts = models.JSONField(_("what was read from it"), default=dict)
    data = models.JSONField(_("what the register said"), default=dict)
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.SET_NULL, related_name="+")
    fate = models.CharField(_("what happens"), max_length=10, choices=Fate)
    sentence = models.CharField(_("why"), max_length=500, blank=True)
    changes = models.JSONField(_("changes"), default=dict)
    alike = models.JSONField(_("organisations with a similar name"), default=list)
    organisation = models.ForeignKey(OrganisationPage, null=True, on_delete=models.SET_NULL, related_name="+")
    same_as = models.ForeignKey(OrganisationPage, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("row of an import")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_line_once")]
        indexes = [models.Index(fields=["run", "fate", "number"], name="import_line_fate")]

    def __str__(self):
        return f"{self.run} {self.number}"


class Reminder(models.Model):
    """One reminder to one member: the yearly confirmation, or the end of the board's term. Sent once."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("yearly confirmation")
        TERM = "term", _("end of the term of office")

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    due_on = models.DateField(_("day it is about"))
    days = models.PositiveSmallIntegerField(_("days before"), default=0)

    class Meta:
        verbose_name = _("reminder")
        constraints = [models.UniqueConstraint(fields=["membership", "kind", "due_on", "days"], name="reminder_once")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.due_on}"


class Message(PrivateMessage):
    """A message to an organisation that does not show its e-mail; erased after ninety days."""

    organisation = models.ForeignKey(OrganisationPage, on_delete=models.CASCADE, related_name="messages")

    class Meta:
        verbose_name = _("message to an organisation")

    def __str__(self):
        return f"{self.organisation} {self.created_at:%Y-%m-%d}"


class SelfCheck(models.Model):
    """The private list of fifteen questions: answers of one organisation, seen by its members only."""

    organisation = models.OneToOneField(OrganisationPage, on_delete=models.CASCADE, related_name="self_check")
    answers = models.JSONField(_("answers"), default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("self-check")

    def __str__(self):
        return str(self.organisation)
