"""Voting with a code and without an account: the code, the paper, its receipt, the screen and the sheet for the room."""

import uuid
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shared.intake.limits import TooLate, client_address, too_many
from shared.looks.qr import qr_svg
from strategy.codes import read_code
from strategy.forms.ballot import CodeForm, PaperForm
from strategy.links import ballot_address, short_address
from strategy.models import Ballot, BallotPaper
from strategy.results import count
from strategy.services import cast_paper

SALT = "strategy.paper"
WEEK = 7 * 86400
REFRESH = {"5": 5, "10": 10, "30": 30}


def find(code: str) -> Ballot | None:
    found = Ballot.objects.select_related("version__area", "session__locale")
    return found.filter(code=read_code(code)).first() if read_code(code) else None


def code_screen(request: HttpRequest, form: CodeForm, *, status: int = 200, **more) -> HttpResponse:
    return render(request, "strategy/ballot_code.html", {"form": form, **more}, status=status)


@never_cache
@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """Where the code is typed; the code then stands in the address, as it does on the screen."""
    if "kod" not in request.GET:
        return code_screen(request, CodeForm())
    form = CodeForm(request.GET)
    if not form.is_valid():
        return code_screen(request, form, status=422)
    return redirect("strategy:ballot", form.cleaned_data["kod"])


def with_ballot(view):
    """Find the ballot of the code. Every look-up counts, right or wrong: codes are not to be guessed by trying."""

    @wraps(view)
    def inner(request: HttpRequest, code: str, **kwargs) -> HttpResponse:
        if too_many("ballot.code", client_address(request)):
            return code_screen(request, CodeForm(initial={"kod": code[:60]}), status=429, too_many=True)
        ballot = find(code)
        if ballot is None:
            form = CodeForm({"kod": code[:60]})
            if form.is_valid():
                form.add_error("kod", _("There is no ballot with this code. Compare it with the screen, sign by sign."))
            return code_screen(request, form, status=404)
        if code != ballot.code:
            return redirect(request.resolver_match.view_name, ballot.code)
        return view(request, ballot, **kwargs)

    return never_cache(inner)


def cookie_name(ballot: Ballot) -> str:
    return f"karta-{ballot.code}"


def own_key(request: HttpRequest, ballot: Ballot) -> uuid.UUID | None:
    """The key of the paper this device has sent; kept on the device only, signed."""
    kept = request.get_signed_cookie(cookie_name(ballot), default="", salt=SALT)
    return uuid.UUID(kept) if kept else None


def own_paper(request: HttpRequest, ballot: Ballot) -> BallotPaper | None:
    key = own_key(request, ballot)
    return BallotPaper.objects.filter(ballot=ballot, form_key=key).first() if key else None


@with_ballot
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, ballot: Ballot) -> HttpResponse:
    """The paper: filled in once or changed, as long as the ballot is open. Whatever is refused keeps what was typed."""
    own = own_paper(request, ballot)
    if request.method != "POST":
        return paper_screen(request, ballot, PaperForm(ballot=ballot, initial=own.entries if own else None), own)
    form = PaperForm(request.POST, ballot=ballot)
    if too_many("ballot.paper", client_address(request)):
        return paper_screen(request, ballot, form, own, status=429, too_many=True)
    if not form.is_valid():
        return paper_screen(request, ballot, form, own, status=422)
    key = own_key(request, ballot) or form.cleaned_data["form_key"]
    try:
        stored = cast_paper(ballot, form_key=key, entries=form.entries)
    except TooLate:
        ballot.refresh_from_db(fields=["state"])
        return paper_screen(request, ballot, form, own, status=409, too_late=True)
    response = redirect("strategy:receipt", ballot.code)
    response.set_signed_cookie(
        cookie_name(ballot), str(stored.form_key), salt=SALT, max_age=WEEK, path="/",
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


def paper_screen(request, ballot: Ballot, form: PaperForm, own, *, status: int = 200, **more) -> HttpResponse:
    context = {"ballot": ballot, "form": form, "own": own, **more}
    return render(request, "strategy/ballot.html", context, status=status)


@with_ballot
@require_safe
def receipt(request: HttpRequest, ballot: Ballot) -> HttpResponse:
    """What this device has sent, in the order it was given."""
    own = own_paper(request, ballot)
    if own is None:
        return redirect("strategy:ballot", ballot.code)
    parts = [(quadrant, given(ballot, items, own.entries)) for quadrant, items in ballot.groups()]
    filled = [(quadrant, rows) for quadrant, rows in parts if rows]
    return render(request, "strategy/ballot_receipt.html", {"ballot": ballot, "own": own, "parts": filled})


def given(ballot: Ballot, items: list, entries: dict[str, int]) -> list[tuple[int, str]]:
    """The items of a quadrant with the places or points they were given, the best first."""
    rows = [(entries[item.key], item.text) for item in items if item.key in entries]
    return sorted(rows, key=lambda row: row[0], reverse=ballot.by_points)


@with_ballot
@require_safe
def room(request: HttpRequest, ballot: Ballot) -> HttpResponse:
    """The screen for the room: address and code, how many have voted, and the order once five people have.

    It reads itself anew only when asked to (`?co=10`), so that nobody's reading is interrupted against their will.
    """
    every = REFRESH.get(request.GET.get("co", ""), 0)
    context = {
        "ballot": ballot,
        "result": count(ballot),
        "every": 0 if ballot.is_closed else every,
        **way_in(ballot),
    }
    return render(request, "strategy/room.html", context)


def way_in(ballot: Ballot) -> dict:
    """How people in the room come to the paper; a closed ballot has no way in."""
    return {} if ballot.is_closed else {"address": short_address(), "qr": qr_svg(ballot_address(ballot))}


@with_ballot
@require_safe
def sheet(request: HttpRequest, ballot: Ballot) -> HttpResponse:
    """One sheet of paper for the tables: QR code, address, code. A closed ballot leads to its result instead."""
    if ballot.is_closed:
        return redirect("strategy:room", ballot.code)
    return render(request, "strategy/ballot_sheet.html", {"ballot": ballot, **way_in(ballot)})
