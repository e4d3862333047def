"""Wagtail tells when a page is published; a changed text then becomes the next version."""

from django.dispatch import receiver
from wagtail.signals import page_published

from documents.models import DocumentPage
from documents.services import make_version


@receiver(page_published, sender=DocumentPage, dispatch_uid="documents.make_version")
def make_version_on_publish(sender, instance, **kwargs):
    if instance.live and not instance.is_translation:  # Wagtail also tells when a first publication is only scheduled
        make_version(instance)
