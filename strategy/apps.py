from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    name = "strategy"
    verbose_name = _("Strategic sessions")

    def ready(self):
        from strategy import signals  # noqa: F401
