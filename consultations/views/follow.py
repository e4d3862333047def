"""Following a consultation by e-mail."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from consultations import emails
from consultations.forms.follow import FollowForm
from consultations.links import links
from consultations.models import ConsultationPage, Follower
from shared.intake.following import Following


class ConsultationLetters(Following):
    app, act = "consultations", "follow"
    model, form, links, letter = Follower, FollowForm, links, staticmethod(emails.follower_to_confirm)
    broken = "consultations/link_broken.html"
    title = description = _("Follow a consultation")
    lead = _("We will write when two days are left and when the report is ready. You can stop at any time.")
    button = _("Follow")
    ended = _("Done. There will be no more letters about this consultation.")

    def find_subject(self, pk: int) -> ConsultationPage:
        return get_object_or_404(ConsultationPage.objects.source_language().announced(), pk=pk)

    def identity(self, subject: ConsultationPage) -> dict:
        return {"consultation": subject}

    def describe(self, follower: Follower) -> str:
        return follower.consultation.title


letters = ConsultationLetters()
