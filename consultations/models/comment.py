"""A comment: public facts, its words as versions, and its submitter kept apart."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import ConsultationPage
from consultations.models.response import Response
from consultations.models.stage import StagePage
from consultations.querysets import CommentQuerySet, SubmitterQuerySet
from documents.models import Unit
from events.models import EventPage
from places.models import Municipality, PrivacyNotice, Solectwo


class Comment(models.Model):
    """What may be known to everyone about a comment. Its words stand in versions, its submitter in `Submitter`."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("waits for confirmation by e-mail")
        PENDING = "pending", _("waits for a moderator")
        PUBLISHED = "published", _("published")
        HIDDEN = "hidden", _("hidden")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Kind(models.TextChoices):
        CHANGE = "change", _("change of wording")
        GENERAL = "general", _("general comment")
        QUESTION = "question", _("question")
        SUPPORT = "support", _("support")

    class Who(models.TextChoices):
        PERSON = "person", _("private person")
        ORGANISATION = "organisation", _("organisation")
        COMPANY = "company", _("company")
        INSTITUTION = "institution", _("institution")
        GROUP = "group", _("informal group")
        VILLAGE_COUNCIL = "village_council", _("village council")

    class Channel(models.TextChoices):
        FORM = "form", _("form on the site")
        MEETING = "meeting", _("meeting")
        IMPORT = "import", _("taken over from another system")

    class HiddenReason(models.TextChoices):
        PERSONAL_DATA = "third_party_data", _("personal data of other people")
        THREAT = "threat", _("threats")
        HATE = "hate", _("hate speech")
        ADVERTISING = "advertising", _("advertising")
        DUPLICATE = "duplicate", _("duplicate")

    consultation = models.ForeignKey(ConsultationPage, on_delete=models.PROTECT, related_name="comments")
    stage = models.ForeignKey(StagePage, on_delete=models.PROTECT, related_name="comments")
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), null=True, on_delete=models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    who = models.CharField(_("submitter"), max_length=20, choices=Who)
    public_name = models.CharField(_("name of the organisation"), max_length=200, blank=True)
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.FORM)
    event = models.ForeignKey(
        EventPage, verbose_name=_("meeting"), null=True, on_delete=models.PROTECT, related_name="comments"
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PENDING)
    hidden_reason = models.CharField(_("reason for hiding"), max_length=20, choices=HiddenReason, blank=True)
    has_pesel = models.BooleanField(_("may contain a PESEL number"), default=False)
    words = models.ForeignKey("CommentVersion", null=True, on_delete=models.PROTECT, related_name="+")
    response = models.ForeignKey(
        Response, verbose_name=_("answer"), null=True, on_delete=models.SET_NULL, related_name="comments"
    )
    language = models.CharField(max_length=10, default="pl")
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    external_id = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(_("received at"))
    published_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="comment_number_once"),
            models.UniqueConstraint(
                fields=["consultation", "external_id"],
                condition=~models.Q(external_id=""),
                name="comment_imported_once",
            ),
            models.CheckConstraint(
                condition=models.Q(channel="meeting", event__isnull=False) | ~models.Q(channel="meeting"),
                name="comment_of_a_meeting_names_it",
            ),
        ]
        indexes = [models.Index(fields=["consultation", "state", "number"], name="comment_register")]

    def __str__(self):
        return self.code

    @property
    def code(self) -> str:
        """The receipt number, e.g. "KS/2026/012/0007"."""
        return f"{self.consultation.code}/{self.number:04}"

    @property
    def slug(self) -> str:
        return self.code.replace("/", "-")

    @property
    def is_private_person(self) -> bool:
        return self.who == self.Who.PERSON

    @property
    def has_public_words(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def public_response(self) -> Response | None:
        """The answer, once it is public; a hidden comment has its reason instead."""
        if self.state == self.State.HIDDEN or not self.response:
            return None
        return self.response if self.response.state == Response.State.PUBLISHED else None


class CommentVersion(models.Model):
    """The words of a comment as received, or as edited by its author; never changed in place."""

    class Origin(models.TextChoices):
        RECEIVED = "received", _("received")
        EDITED = "edited", _("edited by the author")

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.RECEIVED)
    current_text = models.TextField(_("current wording"), blank=True)
    proposed_text = models.TextField(_("proposed wording"), blank=True)
    opinion = models.TextField(_("comment"), blank=True)
    rationale = models.TextField(_("reasons"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version of a comment")
        verbose_name_plural = _("versions of comments")
        ordering = ["comment", "number"]
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="comment_version_once")]

    def __str__(self):
        return f"{self.comment_id}.{self.number}"

    @property
    def main_text(self) -> str:
        return self.opinion or self.proposed_text


class Submitter(models.Model):
    """Who sent a comment: never public, read only through `Submitter.objects.visible_to(user)`."""

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="submitter")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    solectwo = models.ForeignKey(
        Solectwo, verbose_name=_("village"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    wants_report = models.BooleanField(_("wants the report by e-mail"), default=False)
    notice = models.ForeignKey(PrivacyNotice, null=True, on_delete=models.PROTECT, related_name="+")
    email_confirmed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = SubmitterQuerySet.as_manager()

    class Meta:
        verbose_name = _("submitter")
        verbose_name_plural = _("submitters")

    def __str__(self):
        return str(self.comment_id)
