"""Freezing a published report again: an act of its own, with a public reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from programme.forms import FreezeForm
from programme.models import MonitoringReportPage
from programme.permissions import may_freeze
from programme.services import freeze_report


def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(MonitoringReportPage, pk=pk)
    if not may_freeze(request.user, report):
        raise PermissionDenied
    form = FreezeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        edition = freeze_report(report, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Edition %(number)s is on the page.") % {"number": edition.number})
        return redirect("wagtailadmin_pages:edit", report.pk)
    context = {
        "form": form,
        "report": report,
        "editions": report.editions.order_by("-number"),
        "page_title": _("Freeze the report again"),
    }
    return render(request, "programme/admin/freeze.html", context, status=422 if form.errors else 200)
