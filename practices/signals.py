"""Publishing the page made from what somebody sent ends its way."""

from django.dispatch import receiver
from wagtail.signals import page_published

from practices.lifecycle import SUBMISSION
from practices.models import PracticePage, Submission


@receiver(page_published, sender=PracticePage, dispatch_uid="practices.finish_submission")
def finish_submission(sender, instance, **kwargs):
    revision = kwargs.get("revision")
    waiting = Submission.objects.filter(page=instance.pk, state=Submission.State.TAKEN)
    for submission in waiting.filter(page__live=True):  # a page scheduled for later sends this signal too
        SUBMISSION.apply("finish", submission, by=revision.user if revision else None)
