from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharedConfig(AppConfig):
    name = "shared"
    verbose_name = _("Shared parts")

    def ready(self):
        from shared.cached import listen
        from shared.intake.email import ask_in_office_forms

        listen()
        ask_in_office_forms()
