"""Import of a register, below the editor's desk: a file, its columns, the table to decide about, the progress."""

import re
from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.doors import role_required
from accounts.roles import DECIDERS
from ngos import import_runs
from ngos.choices import LegalForm
from ngos.forms.imports import ColumnsForm, UploadForm
from ngos.import_rows import guessed, recalled
from ngos.models import ImportLine, ImportRun, OrganisationPage
from shared.lists.downloads import csv_download
from shared.lists.sheets import ImportRefused

PER_PAGE, RUNS = 50, 30
Fate = ImportLine.Fate


def for_the_office(view):
    """Coordinators and editors; an import of somebody else is not found."""

    @role_required(*DECIDERS)
    @wraps(view)
    def inner(request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if pk is None:
            return view(request)
        found = ImportRun.objects.visible_to(request.user).select_related("municipality").defer("content")
        return view(request, get_object_or_404(found, pk=pk))

    return inner


@for_the_office
def index(request: HttpRequest) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*sent, allowed=import_runs.may_import_into(request.user))
    if form.is_valid():
        file = form.cleaned_data["file"]
        facts = {name: form.cleaned_data[name] for name in ("source", "municipality")}
        try:
            return redirect(
                "ngos_admin:import_columns",
                import_runs.open_run(file.read(), name=file.name, by=request.user, **facts).pk,
            )
        except ImportRefused as refusal:
            form.add_error("file", str(refusal))
    listed = ImportRun.objects.visible_to(request.user).select_related("municipality", "started_by").defer("content")
    context = {
        "form": form,
        "page_obj": Paginator(listed, RUNS).get_page(request.GET.get("page")),
        "page_title": _("Import of registers"),
    }
    return render(request, "ngos/admin/import_index.html", context, status=422 if form.errors else 200)


@for_the_office
def columns(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """What each column holds: as last time with this header, or as the header says."""
    if run.decided_at:
        return redirect("ngos_admin:import", run.pk)
    table = import_runs.table_of_run(run)
    initial = run.columns or recalled(table.header) or guessed(table.header)
    form = ColumnsForm(request.POST if request.method == "POST" else None, table=table, initial=initial)
    if form.is_valid():
        import_runs.ask_for_check(run, mapping=form.mapping)
        return redirect("ngos_admin:import", run.pk)
    context = {"run": run, "form": form, "rows": len(table.rows), "page_title": _("Columns")}
    return render(request, "ngos/admin/import_columns.html", context, status=422 if form.errors else 200)


@for_the_office
def page(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Where the import is now. Nothing here needs a script: while it works, a link shows how far it has come."""
    if run.stage == "columns":
        return redirect("ngos_admin:import_columns", run.pk)
    context = {"run": run, "page_title": _("Import of registers")}
    if run.stage in ("checking", "storing"):
        to_store = run.lines.exclude(fate=Fate.REFUSED)
        done = to_store.filter(number__lte=run.position).count()
        context |= {"done": done, "total": to_store.count()}
        return render(request, "ngos/admin/import_progress.html", context)
    fate = request.GET.get("los", "")
    lines = run.lines.select_related("municipality", "organisation")
    lines = lines.filter(fate=fate) if fate in Fate.values else lines
    page_obj = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    counts = import_runs.fates(run)
    context |= {
        "page_obj": page_obj,
        "rows": [told(line) for line in page_obj],
        "fate": fate,
        "counts": counts,
        "tabs": [("", _("all"), sum(counts.values())), *[(f.value, f.label, counts[f.value]) for f in Fate]],
        "has_choices": run.stage == "ready" and any(line.alike for line in page_obj),
    }
    return render(request, "ngos/admin/import_rows.html", context)


def told(line: ImportLine) -> dict:
    """A row as the table shows it."""
    return {
        "line": line,
        "numbers": [(kind.upper(), line.facts[kind]) for kind in ("krs", "nip", "regon") if line.facts.get(kind)],
        "changes": [
            (OrganisationPage._meta.get_field(name).verbose_name, shown(name, before), shown(name, after))
            for name, (before, after) in line.changes.items()
        ],
    }


def shown(name: str, value: str) -> str:
    return str(dict(LegalForm.choices).get(value, value)) if name == "legal_form" else value


@require_POST
@for_the_office
def same(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Which rows with a similar name are organisations that are here already."""
    named = ((re.fullmatch(r"same-([0-9]{1,9})", name), value) for name, value in request.POST.items())
    chosen = {int(match[1]): int(value) if value.isdecimal() else None for match, value in named if match}
    import_runs.tell_same(run, chosen)
    messages.success(request, _("Saved."))
    return back_to_rows(request, run)


def back_to_rows(request: HttpRequest, run: ImportRun) -> HttpResponse:
    response = redirect("ngos_admin:import", run.pk)
    if request.GET:
        response["Location"] += f"?{request.GET.urlencode()}"
    return response


@require_POST
@for_the_office
def start(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """The decision, and going on after a stop: whichever of checking and storing has stopped."""
    if run.stage == "checking":
        import_runs.ask_for_check(run, mapping=run.columns)
    else:
        import_runs.start_storing(run)
    return redirect("ngos_admin:import", run.pk)


@require_POST
@for_the_office
def discard(request: HttpRequest, run: ImportRun) -> HttpResponse:
    import_runs.discard(run)
    messages.success(request, _("The file has been thrown away. Nothing was stored."))
    return redirect("ngos_admin:imports")


@require_GET
@for_the_office
def refused(request: HttpRequest, run: ImportRun) -> HttpResponse:
    return csv_download(f"odrzucone-{run.pk}.csv", *import_runs.refused_rows(run), excel=True)
