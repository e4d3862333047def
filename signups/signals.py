"""Slots carry copies of three facts of their page; they follow whenever the page is saved."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from signups.models import HostedPage, Slot
from signups.slot_copies import facts_for


@receiver(post_save, dispatch_uid="signups.facts_of_the_page")
def facts_of_the_page(sender, instance, **kwargs):
    if isinstance(instance, HostedPage) and instance.pk and not instance.is_translation:
        Slot.objects.filter(page=instance.pk).update(**facts_for(instance))
