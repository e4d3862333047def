"""A new branch of the directory gives its editors their rights and its organisations their workflow."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.services import refresh_rights
from ngos.models import OrganisationIndexPage


@receiver(post_save, sender=OrganisationIndexPage, dispatch_uid="ngos.branch_rights")
def rights_of_a_branch(sender, instance, **kwargs):
    from ngos.approval import give_workflow

    if instance.municipality_id:
        refresh_rights()
        give_workflow(instance)
