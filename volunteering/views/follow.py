"""Letters about volunteering in a municipality or a field."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shared.intake.following import Following
from shared.intake.links import exchange_view
from volunteering import emails
from volunteering.forms import ChoiceForm, FollowForm
from volunteering.links import links
from volunteering.models import Follower


class VolunteeringLetters(Following):
    app, act = "volunteering", "volunteering.follow"
    model, form, choice_form, links = Follower, FollowForm, ChoiceForm, links
    letter = staticmethod(emails.volunteering_to_confirm)
    title = _("Letters about volunteering")
    description = _("We write when volunteers are missing in your municipality or field.")
    lead = _("We write when people are missing a week before: never more. You can stop at any time.")
    button = _("Write to me")
    ended = _("Done. There will be no more letters about volunteering.")

    def describe(self, follower: Follower) -> str:
        chosen = [str(follower.municipality or gettext("all municipalities")), follower.get_topic_display()]
        return f"{gettext('Letters about volunteering')}: {', '.join(filter(None, chosen))}"


letters = VolunteeringLetters()
link = exchange_view(links, {"follow": letters.open_confirm, "unfollow": letters.open_unfollow})
