"""Publishing the page made from what somebody sent ends its way; a new list gives editors their rights."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_published

from accounts.services import refresh_rights
from practices.models import PracticeIndexPage, PracticePage, Submission


@receiver(page_published, sender=PracticePage, dispatch_uid="practices.finish_submission")
def finish_submission(sender, instance, **kwargs):
    from practices.lifecycle import SUBMISSION

    revision = kwargs.get("revision")
    waiting = Submission.objects.filter(page=instance.pk, state=Submission.State.TAKEN)
    for submission in waiting.filter(page__live=True):  # a page scheduled for later sends this signal too
        SUBMISSION.apply("finish", submission, by=revision.user if revision else None)


@receiver(post_save, sender=PracticeIndexPage, dispatch_uid="practices.rights_of_the_list")
def rights_of_the_list(sender, instance, created, **kwargs):
    if created:
        refresh_rights()
