from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SharedConfig(AppConfig):
    name = "shared"
    verbose_name = _("Shared parts")

    def ready(self) -> None:
        from shared.cached import listen
        from shared.intake.email import ask_in_office_forms

        listen()
        ask_in_office_forms()
        # Letters are found by their names in every process, the worker's too; contributions are asked in the order of apps.
        autodiscover_modules("contributions", "emails")
