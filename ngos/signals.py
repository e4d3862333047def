"""A new branch of the directory gives its organisations their workflow."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from ngos.approval import give_workflow
from ngos.models import OrganisationIndexPage


@receiver(post_save, sender=OrganisationIndexPage, dispatch_uid="ngos.workflow_of_a_branch")
def give_workflow_to_branch(sender, instance, **kwargs):
    if instance.municipality_id:
        give_workflow(instance)
