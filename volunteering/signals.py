"""Publishing in Wagtail's admin is the decision too."""

from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from wagtail.signals import page_published

from shared.acts.lifecycle import MoveRefused
from volunteering.lifecycle import CAMPAIGN
from volunteering.models import CampaignPage


@receiver(page_published, sender=CampaignPage, dispatch_uid="volunteering.publish")
def publish(sender, instance, **kwargs):
    """A page scheduled for later sends this signal too; what still lacks something stays hidden, and its desk says why."""
    revision = kwargs.get("revision")
    campaign = CampaignPage.objects.get(pk=instance.pk)
    waits = campaign.state in (CampaignPage.State.DRAFT, CampaignPage.State.SUBMITTED)
    if not campaign.live or campaign.is_translation or not waits or revision is None or revision.user is None:
        return
    try:
        CAMPAIGN.apply("publish", campaign, by=revision.user)
    except (MoveRefused, PermissionDenied):
        return
    instance.refresh_from_db(fields=["state"])
