"""Registration in Wagtail's admin: the log of moves, terms of law, days off."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from shared.viewsets import DayOffViewSet, LegalTermViewSet


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("identity.read", _("Identity read"), _("The submitter's data were read"))

    @actions.register_action("lifecycle.move")
    class MoveFormatter(LogFormatter):
        label = _("Decision")

        def format_message(self, log_entry: Any) -> Any:
            data = log_entry.data
            words = _("Decision “%(move)s”: from %(source)s to %(target)s. %(reason)s")
            return words % {
                "move": data.get("move", ""),
                "source": data.get("from", ""),
                "target": data.get("to", ""),
                "reason": data.get("reason", ""),
            }


hooks.register("register_admin_viewset", lambda: LegalTermViewSet())
hooks.register("register_admin_viewset", lambda: DayOffViewSet())
