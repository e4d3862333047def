"""Sending a comment: two screens, a receipt, and the author's own link."""

from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from consultations.forms.comment import SubmitterForm, WordsForm
from consultations.lifecycle import COMMENT
from consultations.links import links
from consultations.models import Comment, CommentVersion, Submitter, stage_kinds
from consultations.permissions import Author, is_settled, may_still_edit
from consultations.services import confirm_comment, edit_comment, submit_comment
from consultations.views.follow import letters
from documents.models import Unit
from places.models import PrivacyNotice
from shared.acts.lifecycle import MoveNotAllowed
from shared.intake.limits import TooLate, too_many
from shared.intake.links import exchange_view
from shared.intake.proofs import OwnInSession
from shared.intake.submitting import TwoScreens

OWN = OwnInSession("own_comments")


def collecting_stage(pk: int):
    """The stage of a public consultation that collects comments, as its own type; 404 for anything else."""
    kinds = sorted((kind for kind in stage_kinds() if kind.takes_comments), key=lambda kind: not kind.has_units)
    stage = next(filter(None, (kind.objects.live().filter(pk=pk).first() for kind in kinds)), None)
    if stage is None:
        raise Http404
    stage = stage.canonical
    if not (stage.live and stage.consultation.is_public):
        raise Http404
    return stage


def chosen_unit(stage, anchor: str) -> Unit | None:
    version_id = getattr(stage, "version_id", None)
    if not anchor or version_id is None:
        return None
    return get_object_or_404(Unit, version=version_id, anchor=anchor)


class SendComment(TwoScreens):
    """Screen one: the words. Screen two: the change word by word, who is writing, and the button."""

    story_template, template = "consultations/comment_words.html", "consultations/comment_check.html"
    form_class = SubmitterForm
    per_look, per_address, per_email = "comment.check", "comment.address", "comment.email"
    own = OWN

    def find(self, pk: int) -> None:
        self.stage = collecting_stage(pk)
        self.unit = chosen_unit(self.stage, self.request.GET.get("fragment", ""))
        self.draft_key = draft_key(self.stage.pk, self.unit)

    @property
    def must_sign_in(self) -> bool:
        return self.stage.mode == self.stage.Mode.SIGNED_IN and not self.request.user.is_authenticated

    def get(self, request: HttpRequest, **where) -> HttpResponse:
        if self.must_sign_in:
            return redirect(f"{reverse('account_login')}?next={request.get_full_path()}")
        return super().get(request)

    def make_story(self, data=None) -> WordsForm:
        return WordsForm(data, unit=self.unit, initial=first_words(self.unit))

    def make_form(self, data=None, **kwargs) -> SubmitterForm:
        return SubmitterForm(data, stage=self.stage, user=self.request.user, **kwargs)

    def context(self) -> dict:
        consultation = self.stage.consultation
        late = not self.stage.is_running() or consultation.state != consultation.State.ANNOUNCED
        shown = in_this_language(consultation)
        return {"stage": self.stage, "consultation": consultation, "shown": shown, "unit": self.unit, "late": late}

    def find_notice(self) -> PrivacyNotice | None:
        return PrivacyNotice.objects.in_force(self.stage.consultation.municipality).first()

    def stop(self, again, *filled) -> HttpResponse | None:
        """Signed out in the meantime: the text stays."""
        return again(sign_in=True, status=403) if self.must_sign_in else None

    def address_of(self, form: SubmitterForm) -> str:
        return form.identity["email"]

    def store(self, story: WordsForm, sender: SubmitterForm) -> Comment:
        return submit_comment(
            self.stage,
            words=story.words,
            facts={**sender.facts, "kind": story.cleaned_data["kind"], "unit": self.unit},
            identity={**sender.identity, "notice": self.notice},
            form_key=sender.cleaned_data["form_key"],
            language=get_language(),
            trusted=not sender.is_robot,
        )

    def receipt(self, stored: Comment) -> HttpResponse:
        return redirect("consultations:receipt", stored.slug)


def draft_key(stage_pk: int, unit: Unit | None) -> str:
    """Under which the browser keeps the words until their receipt is shown."""
    return f"{stage_pk}-{unit.anchor if unit else 'all'}"


def first_words(unit: Unit | None) -> dict:
    if unit is None:
        return {"kind": Comment.Kind.GENERAL}
    return {"kind": Comment.Kind.CHANGE, "current_text": unit.text, "proposed_text": unit.text}


def in_this_language(consultation):
    """The translation of the consultation into the language of the request, where there is one."""
    if get_language() == consultation.locale.language_code:
        return consultation
    found = type(consultation)._default_manager.live().filter(translation_key=consultation.translation_key)
    return found.filter(locale__language_code=get_language()).select_related("locale").first() or consultation


def find_comment(slug: str) -> Comment:
    """The comment by its public number "KS-2026-012-0007"."""
    parts = slug.split("-")
    if len(parts) != 4 or parts[0] != "KS" or not all(part.isdecimal() and len(part) < 9 for part in parts[1:]):
        raise Http404
    year, sequence, number = map(int, parts[1:])
    found = Comment.objects.for_reading().filter(
        consultation__year=year, consultation__sequence=sequence, number=number
    )
    comment = get_object_or_404(found)
    if not comment.consultation.is_public:
        raise Http404
    return comment


@never_cache
def receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """The receipt: everybody sees that the number exists and where it stands; the words only the author's session."""
    comment = find_comment(slug)
    own = OWN.holds(request, comment.pk)
    author = Author(comment) if own else AnonymousUser()
    context = {
        "comment": comment,
        "consultation": in_this_language(comment.consultation),
        "own": own,
        "has_email": own and Submitter.objects.filter(comment=comment).exclude(email="").exists(),
        "can_change": may_still_edit(author, comment),
        "can_withdraw": COMMENT.can("withdraw", comment, author),
        "clock": comment.consultation.clock,
        "draft_key": draft_key(comment.stage_id, comment.unit),
    }
    return render(request, "consultations/receipt.html", context)


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The permalink of a comment. Hidden and withdrawn ones keep their number and lose their words."""
    comment = find_comment(slug)
    if comment.state in (Comment.State.PENDING, Comment.State.UNCONFIRMED):
        raise Http404
    consultation = in_this_language(comment.consultation)
    return render(request, "consultations/comment.html", {"comment": comment, "consultation": consultation})


def open_own(request: HttpRequest, pk: int, *, then: str = "own") -> HttpResponse:
    """Behind the author's link; an old letter opens nothing more than everybody sees."""
    comment = get_object_or_404(Comment.objects.select_related("consultation"), pk=pk)
    if is_settled(comment):
        return redirect("consultations:receipt", comment.slug)
    OWN.give(request, comment.pk)
    return redirect(f"consultations:{then}", comment.slug)


link = exchange_view(
    links,
    {
        "author": open_own,
        "confirm": partial(open_own, then="confirm"),
        "follow": letters.open_confirm,
        "unfollow": letters.open_unfollow,
    },
    broken="consultations/link_broken.html",
)


def own_comment(request: HttpRequest, slug: str) -> Comment:
    """The comment, if this session holds the author's proof; 404 otherwise."""
    comment = find_comment(slug)
    if not OWN.holds(request, comment.pk):
        raise Http404
    return comment


@never_cache
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """A button, not a bare link: programs that open links in letters must not confirm anything."""
    comment = own_comment(request, slug)
    if request.method == "POST":
        try:
            confirm_comment(comment, by=Author(comment))
        except TooLate:
            return render(request, "consultations/comment_confirm.html", {"comment": comment, "late": True}, status=409)
        return redirect("consultations:receipt", comment.slug)
    return render(request, "consultations/comment_confirm.html", {"comment": comment})


@never_cache
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, slug: str) -> HttpResponse:
    """The author edits the words until the last day; every earlier version is kept."""
    comment = own_comment(request, slug)
    form = WordsForm(
        request.POST or None,
        unit=comment.unit,
        kind=comment.kind,
        initial={
            **{f: getattr(comment.words, f) for f in ("current_text", "proposed_text", "opinion", "rationale")},
        },
    )
    author = Author(comment)
    context = {
        "comment": comment,
        "form": form,
        "can_change": may_still_edit(author, comment),
        "can_withdraw": COMMENT.can("withdraw", comment, author),
    }
    if request.method == "POST" and form.is_valid():
        if too_many("comment.edit", str(comment.pk)):
            return render(request, "consultations/own.html", {**context, "too_many": True}, status=429)
        if form.warns_of_pesel and "anyway" not in request.POST:
            context["pesel"] = True
        else:
            try:
                edit_comment(comment, by=author, words=form.words)
            except (TooLate, MoveNotAllowed):
                return render(request, "consultations/own.html", {**context, "late": True}, status=409)
            return redirect("consultations:receipt", comment.slug)
    withdrawn = comment.state == Comment.State.WITHDRAWN
    context["versions"] = [] if withdrawn else CommentVersion.objects.filter(comment=comment)
    status = 422 if form.errors or context.get("pesel") else 200
    return render(request, "consultations/own.html", context, status=status)


@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    comment = own_comment(request, slug)
    COMMENT.apply("withdraw", comment, by=Author(comment))
    return redirect("consultations:receipt", comment.slug)
