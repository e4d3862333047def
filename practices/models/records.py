"""What people send: a practice described for an editor to finish, a message of somebody who wants to repeat one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from places.models import Municipality, PrivacyNotice
from practices.models.practice import PracticePage
from practices.querysets import SubmissionQuerySet
from shared.intake.messages import PrivateMessage
from shared.intake.text import has_pesel


class Submission(models.Model):
    """A practice described by an organisation or a resident. The words never change; who sent them stays private."""

    class State(models.TextChoices):
        NEW = "new", _("new")
        TAKEN = "taken", _("an editor works on it")
        FINISHED = "finished", _("published")
        REFUSED = "refused", _("refused")

    title = models.CharField(_("what you did"), max_length=160)
    situation = models.TextField(_("how it was before"))
    steps = models.TextField(_("step by step"))
    results = models.TextField(_("what came of it"))
    went_wrong = models.TextField(_("what went wrong"))
    cost = models.TextField(_("what it cost"), blank=True)
    conditions = models.TextField(_("what you need to repeat it"), blank=True)
    who = models.CharField(_("who did it"), max_length=200)
    municipality = models.ForeignKey(Municipality, verbose_name=_("municipality"), on_delete=models.PROTECT)
    period = models.CharField(_("when"), max_length=120, blank=True)
    # private: seen by the editors of that municipality only, erased ninety days after the decision
    name = models.CharField(_("first and last name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    may_contact = models.BooleanField(_("others may write about repeating it"), default=False)
    notice = models.ForeignKey(PrivacyNotice, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, default="pl")
    form_key = models.UUIDField(unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # decided by moves
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.NEW)
    page = models.ForeignKey(PracticePage, null=True, on_delete=models.PROTECT, related_name="submissions")
    reason = models.TextField(_("reason"), blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    WORDS = ("title", "situation", "steps", "results", "went_wrong", "cost", "conditions")
    FACTS = ("who", "municipality", "period")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice sent in")
        verbose_name_plural = _("practices sent in")
        indexes = [models.Index(fields=["state", "created_at"], name="submission_by_state")]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        """The number on the receipt, e.g. "DP/0007"."""
        return f"DP/{self.pk:04}"

    @property
    def words(self) -> list[tuple[str, str]]:
        """What was written, each part with its name."""
        parts = ((self._meta.get_field(name).verbose_name, getattr(self, name)) for name in self.WORDS[1:])
        return [(label, text) for label, text in parts if text]

    @property
    def has_pesel(self) -> bool:
        return any(has_pesel(getattr(self, name)) for name in self.WORDS)


class RepeatMessage(PrivateMessage):
    """“I want to repeat this”: a message to the contact of a practice; erased after ninety days."""

    practice = models.ForeignKey(PracticePage, on_delete=models.CASCADE, related_name="messages")

    class Meta:
        verbose_name = _("message about a practice")

    def __str__(self):
        return f"{self.practice_id} {self.created_at:%Y-%m-%d}"
