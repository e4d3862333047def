"""A sign-up: one person for one slot. Who it is stays with the host and is erased after the stated time."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from places.models import Municipality, PrivacyNotice
from signups.choices import OVER, Age, Attendance, SignUpState
from signups.models.slot import Slot
from signups.querysets import SignUpQuerySet


class SignUp(models.Model):
    """`state` is written by moves (signups/lifecycle.py); what happened on the day is `attendance`."""

    State = SignUpState
    Age = Age
    Attendance = Attendance

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="signups")
    # Personal: read through `SignUp.objects.visible_to(user)`, erased by services.erase_old.
    name = models.CharField(_("first and last name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="signups")
    guardian_name = models.CharField(_("name of the guardian"), max_length=120, blank=True)
    guardian_email = models.EmailField(_("e-mail of the guardian"), blank=True)
    note = models.TextField(_("question or need"), max_length=1000, blank=True)
    # Not personal.
    age = models.CharField(_("age"), max_length=10, choices=Age, default=Age.ADULT)
    is_qualified = models.BooleanField(_("has what is needed"), default=False)
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=40, blank=True)  # the invitation that brought this person
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.UNCONFIRMED)
    queued_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)  # a place kept for an offer or for the guardian's consent
    confirmed_at = models.DateTimeField(null=True)
    consent_asked_at = models.DateTimeField(null=True)
    consent_given_at = models.DateTimeField(null=True)
    consent_on_paper_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)
    attendance = models.CharField(_("attendance"), max_length=10, choices=Attendance, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    notice = models.ForeignKey(PrivacyNotice, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, default="pl")
    form_key = models.UUIDField(unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True)

    PERSONAL = ("name", "email", "phone", "guardian_name", "guardian_email", "note", "reason")
    OVER = OVER

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["slot", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "email"],
                condition=~Q(state__in=OVER) & ~Q(email=""),
                name="signup_once_per_slot",
            )
        ]
        indexes = [
            models.Index(fields=["slot", "state"], name="signup_by_slot"),
            models.Index(fields=["email", "state"], name="signup_by_email"),
        ]

    def __str__(self):
        return f"{self.slot_id}.{self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in self.OVER

    @property
    def is_minor(self) -> bool:
        return self.age == self.Age.TEEN

    @property
    def has_consent(self) -> bool:
        return not self.is_minor or self.consent_given_at is not None
