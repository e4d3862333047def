"""Import of a text: a file or a paste, a look at the recognised units, corrections, a draft."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from documents.doubts import doubts_of
from documents.forms import SourceForm, TextForm
from documents.models import DocumentPage
from documents.numbering import read_units
from documents.services import save_text
from shared.acts.drafts import EditedMeanwhile, read_seen
from shared.intake.text import clean_text

MOST_SHOWN = 3000


def own_document(request: HttpRequest, pk: int) -> DocumentPage:
    """A document whose page this person may edit; 404 for any other."""
    document = get_object_or_404(DocumentPage, pk=pk, alias_of=None)
    if document.is_translation or not document.permissions_for_user(request.user).can_edit():
        raise Http404
    return document


def import_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The steps are told apart by the button that was pressed: read, check, save."""
    document = own_document(request, pk)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    if step == "read":
        return read(request, document)
    if step in ("check", "save"):
        return correct(request, document, is_saved=step == "save")
    return show(request, document, source=SourceForm())


def read(request: HttpRequest, document: DocumentPage) -> HttpResponse:
    source = SourceForm(request.POST, request.FILES)
    if not source.is_valid():
        return show(request, document, source=source)
    form = TextForm(initial={"text": source.made.text, "seen": seen(document)})
    return show(request, document, form=form, text=source.made.text, repairs=source.made.sentences)


def correct(request: HttpRequest, document: DocumentPage, *, is_saved: bool) -> HttpResponse:
    """Look again at the corrected text, or keep it as a draft; whatever happens, it stays in the form."""
    form = TextForm(request.POST)
    text = clean_text(request.POST.get("text", ""))
    if not form.is_valid() or not is_saved:
        return show(request, document, form=form, text=text)
    if document.permissions_for_user(request.user).page_locked():
        form.add_error(None, _("The page is locked. Copy your text, and save it when the lock is gone."))
        return show(request, document, form=form, text=text)
    try:
        save_text(document, text=text, seen=read_seen(form.cleaned_data["seen"]), by=request.user)
    except EditedMeanwhile:
        document.refresh_from_db()
        form = TextForm({"text": text, "seen": seen(document)})
        form.add_error(
            None, _("Somebody has saved another draft in the meantime. Look at it before you save yours again.")
        )
        theirs = document.get_latest_revision_as_object().text
        return show(request, document, form=form, text=text, is_changed=True, theirs=theirs)
    messages.success(request, _("Saved as a draft. Look at the preview, then publish it."))
    return redirect("wagtailadmin_pages:edit", document.pk)


def seen(document: DocumentPage) -> str:
    return str(document.latest_revision_id or "")


def show(request: HttpRequest, document: DocumentPage, *, source=None, form=None, text="", **more) -> HttpResponse:
    units = read_units(text)
    rows = list(zip(units, doubts_of(units), strict=True))
    context = {
        "document": document,
        "source": source,
        "text_form": form,
        "form": form or source,
        "rows": rows[:MOST_SHOWN],
        "unit_count": len(rows),
        "hidden_count": max(len(rows) - MOST_SHOWN, 0),
        "doubtful": [(unit, sentences) for unit, sentences in rows if sentences],
        "page_title": _("Import text"),
        **more,
    }
    return render(request, "documents/admin/import.html", context, status=422 if context["form"].errors else 200)
