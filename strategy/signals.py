"""Wagtail tells when a page is published; the search then reads the rows that were stored after the page itself."""

from django.dispatch import receiver
from wagtail.search import index
from wagtail.signals import page_published

from strategy.models import SessionPage


@receiver(page_published, sender=SessionPage, dispatch_uid="strategy.find_rows")
def find_rows_on_publish(sender, instance, **kwargs):
    """Agenda and decisions are saved after the page, so its own indexing came too early for them."""
    index.insert_or_update_object(instance)
