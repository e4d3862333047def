"""What a clerk or moderator sees first in the admin."""

from consultations.listing import with_clocks
from consultations.models import Comment, ConsultationPage

SHOWN = 10


def dashboard_context(user) -> dict:
    found = ConsultationPage.objects.source_language().run_by(user).select_related("municipality", "kind")
    going = found.filter(state__in=(ConsultationPage.State.DRAFT, ConsultationPage.State.ANNOUNCED)).order_by(
        "-announced_on", "-pk"
    )[:SHOWN]
    pending = Comment.objects.moderated_by(user).filter(state=Comment.State.PENDING)
    return {"consultations": with_clocks(list(going)), "pending": pending.count()}
