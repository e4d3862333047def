"""A new list of news or documents gives the editors and hosts their rights there."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.services import refresh_rights
from documents.models import DocumentIndexPage
from home.models import NewsIndexPage


@receiver(post_save, sender=NewsIndexPage, dispatch_uid="home.rights_of_news")
@receiver(post_save, sender=DocumentIndexPage, dispatch_uid="home.rights_of_documents")
def rights_of_a_list(sender, instance, created, **kwargs):
    if created:
        refresh_rights()
