"""Publishing an event keeps its slot in step."""

from django.dispatch import receiver
from wagtail.signals import page_published

from events.models import EventPage
from events.services import keep_slot


@receiver(page_published, sender=EventPage, dispatch_uid="events.keep_slot")
def keep_the_slot(sender, instance, **kwargs):
    fresh = EventPage.objects.get(pk=instance.pk)  # a page scheduled for later sends this signal too
    if fresh.live and not fresh.is_translation:
        keep_slot(fresh)
