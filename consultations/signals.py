"""A new branch of the tree gives its municipality's editors and hosts their rights there."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.services import refresh_rights
from consultations.models import ConsultationIndexPage


@receiver(post_save, sender=ConsultationIndexPage, dispatch_uid="consultations.branch_rights")
def rights_of_a_branch(sender, instance, **kwargs):
    if instance.municipality_id:
        refresh_rights()
