"""Entering remarks during a meeting: one screen, remark after remark, each in the register at once."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.forms.remarks import RemarkForm
from consultations.meetings import enter_remark, meetings_with_remarks, stage_for, units_of
from consultations.models import Comment
from consultations.views.panel import own_consultation
from shared.acts.lifecycle import MoveRefused

SHOWN = 30


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int, event: int) -> HttpResponse:
    consultation = own_consultation(request, pk)
    meeting = next((found for found in meetings_with_remarks(consultation, request.user) if found.pk == event), None)
    if meeting is None:
        raise Http404
    units = units_of(stage_for(consultation, meeting))
    first = {name: request.GET[name] for name in ("unit", "municipality", "who") if name in request.GET}
    form = RemarkForm(request.POST or None, units=units, initial=first)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        words, facts, key = form.words, form.facts, form.cleaned_data["form_key"]
        try:
            comment = enter_remark(consultation, meeting, by=request.user, words=words, facts=facts, form_key=key)
        except MoveRefused as refusal:
            refused = refusal.reasons
        else:
            messages.success(request, _("In the register: %(number)s") % {"number": comment.code})
            kept = {name: getattr(value, "pk", value) for name, value in form.kept.items()}
            return redirect(f"{reverse('consultations_admin:remarks', args=[pk, event])}?{urlencode(kept)}")
    entered = Comment.objects.filter(consultation=consultation, event=meeting).for_reading().order_by("-number")
    context = {
        "consultation": consultation, "event": meeting, "form": form, "entered": entered[:SHOWN], "count": entered.count(),
        "refused": refused, "page_title": _("Remarks from a meeting"),
    }  # fmt: skip
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "consultations/admin/remarks.html", context, status=status)
