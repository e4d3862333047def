"""Publishing an event keeps its slot in step; a new calendar gives editors their rights."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_published

from accounts.services import refresh_rights
from events.models import EventIndexPage, EventPage


@receiver(page_published, sender=EventPage, dispatch_uid="events.keep_slot")
def keep_the_slot(sender, instance, **kwargs):
    from events.services import keep_slot

    fresh = EventPage.objects.get(pk=instance.pk)  # a page scheduled for later sends this signal too
    if fresh.live and not fresh.is_translation:
        keep_slot(fresh)


@receiver(post_save, sender=EventIndexPage, dispatch_uid="events.rights_of_the_calendar")
def rights_of_the_calendar(sender, instance, created, **kwargs):
    if created:
        refresh_rights()
