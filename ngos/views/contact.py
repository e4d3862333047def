"""Writing to an organisation without seeing its address."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ngos.models import OrganisationPage
from ngos.services import send_message
from shared.intake import messages


@never_cache
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The message is stored, then sent by letter to the organisation; the sender never learns the address."""
    organisation = get_object_or_404(OrganisationPage.objects.source_language().public().exclude(email=""), pk=pk)
    return messages.write(
        request,
        act="ngos.message",
        template="ngos/contact.html",
        context={"organisation": organisation},
        send=partial(send_message, organisation),
    )
