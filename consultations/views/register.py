"""The public register of comments: page, CSV, Atom."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from consultations.choices import ResponseState
from consultations.emails import absolute, comment_path
from consultations.models import Comment
from consultations.reports import comment_row, header
from documents.models import Unit
from places.models import all_places
from shared.lists.downloads import csv_download

PER_PAGE = 25


def rows(consultation, request: HttpRequest):
    """The register's rows after the filters of the query string; unknown values are ignored."""
    found = Comment.objects.filter(consultation=consultation).in_register().for_reading()
    unit, where, who, state, channel = (
        request.GET.get(key, "") for key in ("fragment", "gmina", "kto", "stan", "kanal")
    )
    if unit:
        found = found.filter(unit__anchor__startswith=unit[:120])
    if where or who in Comment.Who.values:  # hidden and withdrawn rows do not say who sent them; neither does a filter
        found = found.published()
    if where:
        found = found.filter(municipality__slug=where[:80])
    if who in Comment.Who.values:
        found = found.filter(who=who)
    if channel in Comment.Channel.values:
        found = found.filter(channel=channel)
    if state == "answered":
        found = found.filter(response__state=ResponseState.PUBLISHED)
    elif state == "waiting":
        found = found.exclude(response__state=ResponseState.PUBLISHED).filter(state=Comment.State.PUBLISHED)
    elif state in ("hidden", "withdrawn"):
        found = found.filter(state=state)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    if words:
        visible = found.filter(state=Comment.State.PUBLISHED)
        found = visible.filter(
            Q(words__opinion__icontains=words)
            | Q(words__proposed_text__icontains=words)
            | Q(words__rationale__icontains=words)
        )
    return found.order_by("-number")


def public(page):
    consultation = page.canonical.fill_from_cache()
    if not consultation.is_public:
        raise Http404
    return consultation


def commented_units(consultation) -> list[tuple[str, str]]:
    """The parts of the document that have comments: address and label, in the order of the text."""
    shown = Comment.objects.filter(consultation=consultation).in_register()
    units = Unit.objects.filter(comments__in=shown).distinct().order_by("order")
    return list(units.values_list("anchor", "label"))


def page(request: HttpRequest, page) -> HttpResponse:
    consultation = public(page)
    page_obj = Paginator(rows(consultation, request), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "consultation": consultation,
        "page_obj": page_obj,
        "units": commented_units(consultation),
        "places": all_places(),
        "who_choices": Comment.Who.choices,
        "channels": Comment.Channel.choices,
        "filters": request.GET,
    }
    return page.render(request, context_overrides=context, template="consultations/register.html")


def csv_file(request: HttpRequest, page) -> HttpResponse:
    consultation = public(page)
    excel = request.GET.get("excel") == "1"
    found = rows(consultation, request).order_by("number")
    cells = (comment_row(comment) for comment in found.iterator())
    return csv_download(f"wykaz-uwag-{consultation.code.replace('/', '-')}.csv", header(), cells, excel=excel)


def feed(request: HttpRequest, page) -> HttpResponse:
    consultation = public(page)
    atom = Atom1Feed(
        title=_("Comments: %(title)s") % {"title": consultation.title},
        link=absolute(page.get_url(request)),
        description=consultation.summary,
        language=page.locale.language_code,
        feed_url=absolute(request.path),
    )
    for comment in Comment.objects.filter(consultation=consultation).published().for_reading().order_by("-number")[:50]:
        atom.add_item(
            title=f"{comment.code} {comment.unit.label if comment.unit else ''}".strip(),
            link=absolute(comment_path(comment)),
            description=comment.words.main_text,
            pubdate=comment.created_at,
            updateddate=comment.published_at or timezone.now(),
            unique_id=absolute(comment_path(comment)),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
