"""Wagtail tells when a page is published; its words are then kept."""

from django.dispatch import receiver
from wagtail.signals import page_published

from programme.models import MonitoringReportPage, StatementPage
from programme.services import freeze_first, keep_statement


@receiver(page_published, sender=StatementPage, dispatch_uid="programme.keep_statement")
def keep_on_publish(sender, instance, **kwargs):
    if not instance.is_translation:
        keep_statement(instance)


@receiver(page_published, sender=MonitoringReportPage, dispatch_uid="programme.freeze_report")
def freeze_on_publish(sender, instance, revision=None, **kwargs):
    if not instance.is_translation:
        freeze_first(instance, by=getattr(revision, "user", None))
