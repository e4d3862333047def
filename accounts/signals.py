"""A new list gives the people who work on it their rights there; so does a branch that changes hands."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.list_pages import BranchPage, ListPage
from accounts.services import refresh_rights


@receiver(post_save, dispatch_uid="accounts.rights_of_a_list")
def give_rights_of_a_list(sender, instance, created, **kwargs):
    if issubclass(sender, BranchPage) or (created and issubclass(sender, ListPage)):
        refresh_rights()
