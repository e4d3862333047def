"""“Describe your practice”: two screens in one address, then a receipt. No account is needed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from places.models import PrivacyNotice
from practices.forms import SenderForm, StoryForm
from practices.models import Submission
from practices.services import submit_practice
from shared.intake.proofs import OwnInSession
from shared.intake.submitting import TwoScreens

OWN = OwnInSession("own_practices")
DRAFT = "practice"


class SubmitPractice(TwoScreens):
    """Screen one: the story. Screen two: a last look, who did it, who is writing."""

    story_class, form_class = StoryForm, SenderForm
    story_template, template = "practices/submit_story.html", "practices/submit_check.html"
    per_address = per_email = "practices.submission"
    own, draft_key = OWN, DRAFT

    def find_notice(self) -> PrivacyNotice | None:
        return PrivacyNotice.objects.in_force(None).first()

    def store(self, story: StoryForm, sender: SenderForm) -> Submission:
        return submit_practice(
            words=story.words,
            facts=sender.facts,
            identity={**sender.identity, "notice": self.notice},
            form_key=sender.cleaned_data["form_key"],
            language=get_language() or "pl",
        )

    def receipt(self, stored: Submission) -> HttpResponse:
        return redirect("practices:receipt", stored.pk)


@never_cache
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The number and what happens next, for the session that sent it."""
    if not OWN.holds(request, pk):
        raise Http404
    context = {"submission": get_object_or_404(Submission, pk=pk), "draft_key": DRAFT}
    return render(request, "practices/receipt.html", context)
