"""“I want to repeat this”: writing to the contact of a practice without seeing the address."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from practices.models import PracticePage
from practices.services import send_message
from shared.intake import messages


@never_cache
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(PracticePage.objects.published().exclude(contact_email=""), pk=pk)
    return messages.write(
        request,
        act="practices.message",
        template="practices/repeat.html",
        context={"practice": practice},
        send=partial(send_message, practice),
    )
