"""The step of a story."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class StepBlock(blocks.TextBlock):
    """One step, in plain sentences; the page numbers them."""

    class Meta:
        icon = "list-ol"
        label = _("Step")
        template = "practices/step.html"
        preview_value = "Zaprosiliśmy każdą rodzinę osobno."
        description = _("One step: who did what.")
