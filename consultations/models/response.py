"""The official response: one answer to one or many comments."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.choices import ResponseState, Verdict
from consultations.models.consultation import ConsultationPage


class Response(models.Model):
    """What the office says to a comment: a verdict with reasons, written by one person and approved by another."""

    State = ResponseState
    Verdict = Verdict

    consultation = models.ForeignKey(ConsultationPage, on_delete=models.PROTECT, related_name="responses")
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    text = models.TextField(_("reasons"), blank=True, max_length=10_000)
    changed_wording = models.TextField(_("changed wording"), blank=True, max_length=10_000)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict=Verdict.ACCEPTED) | ~models.Q(text=""),
                name="response_has_reasons",
                violation_error_message=_("Give the reasons: only an accepted comment may stand without them."),
            )
        ]

    def __str__(self):
        return f"{self.get_verdict_display()} ({self.pk})"
