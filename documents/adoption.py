"""How far the councils are with a document: the whole is as far as its least advanced municipality. No database."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class Stage(models.TextChoices):
    """From the first to the last."""

    PREPARED = "prepared", gettext_lazy("in preparation")
    CONSULTED = "consulted", gettext_lazy("after consultation")
    ADOPTED = "adopted", gettext_lazy("adopted")


def whole(stages: Iterable[str]) -> Stage | None:
    """The stage of the least advanced; None when nobody is to adopt the document."""
    order = list(Stage)
    return min(map(Stage, stages), key=order.index, default=None)


def sentence(stages: Iterable[str]) -> str:
    """How many councils have adopted it, and how far the whole is."""
    stages = list(stages)
    done, state = stages.count(Stage.ADOPTED), whole(stages)
    if state is None:
        return ""
    if state == Stage.ADOPTED:
        return ngettext(
            "The council of %(count)s municipality has adopted the document.",
            "The councils of all %(count)s municipalities have adopted the document.",
            done,
        ) % {"count": done}
    if not done:
        return _("No council has adopted the document yet. The whole is: %(stage)s.") % {"stage": state.label}
    return ngettext(
        "%(count)s of %(all)s councils has adopted the document. The whole is: %(stage)s.",
        "%(count)s of %(all)s councils have adopted the document. The whole is: %(stage)s.",
        done,
    ) % {"count": done, "all": len(stages), "stage": state.label}
