"""Who acts for an organisation. An organisation is never an account."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ngos.choices import ClaimState
from ngos.links import INVITATION_DAYS
from ngos.models.organisation import OrganisationPage
from ngos.querysets import ClaimQuerySet, InvitationQuerySet, MembershipQuerySet


class Role(models.TextChoices):
    EDITOR = "editor", _("editor of the profile")
    REPRESENTATIVE = "representative", _("representative")


class Membership(models.Model):
    """A person keeps the profile of an organisation, from a day until a day; the past stays on record."""

    Role = Role

    organisation = models.ForeignKey(OrganisationPage, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.EDITOR)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-until", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=models.Q(until=None), name="membership_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.organisation}"


def in_seven_days():
    return timezone.now() + timedelta(days=INVITATION_DAYS)


class Invitation(models.Model):
    """An offer to keep the profile, bound to an e-mail address; single use, seven days, can be withdrawn."""

    organisation = models.ForeignKey(OrganisationPage, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.EDITOR)
    is_handover = models.BooleanField(default=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=5, default="pl")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=in_seven_days)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once_per_address",
            )
        ]

    def __str__(self):
        return f"{self.organisation} {self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()


class Claim(models.Model):
    """“This is my organisation”: somebody asks for the panel; the editor checks the register."""

    State = ClaimState

    organisation = models.ForeignKey(OrganisationPage, on_delete=models.PROTECT, related_name="claims")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    function = models.CharField(_("your function in the organisation"), max_length=120)
    message = models.TextField(_("how we can check it"), max_length=1500)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.NEW)
    number_checked = models.BooleanField(_("the number stands in the register"), default=False)
    person_checked = models.BooleanField(_("the person is the representative or was named by one"), default=False)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=5, default="pl")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=models.Q(state=ClaimState.NEW), name="claim_waits_once"
            )
        ]

    def __str__(self):
        return f"{self.organisation} ({self.get_state_display()})"
