"""Questions to the host, sent without seeing the address."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from shared.intake.messages import PrivateMessage


class HostQuestion(PrivateMessage):
    """A question to the host of a page before signing up; erased after ninety days."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="host_questions")

    class Meta:
        verbose_name = _("question to the host")

    def __str__(self):
        return f"{self.page_id}.{self.pk}"
