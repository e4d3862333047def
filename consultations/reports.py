"""One data structure of a consultation's report; HTML, PDF, XLSX and CSV are drawn from it and query nothing."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.models import Comment, DateChange
from shared.templatetags.razem import full_date

SMALL_GROUP = 5


@dataclass
class Report:
    """Everything a report says; `rows` are the comments in the order of their numbers."""

    code: str
    title: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    sections: list[tuple[str, str]] = field(default_factory=list)
    announcements: list[tuple[str, str, str]] = field(default_factory=list)
    date_changes: list[str] = field(default_factory=list)
    numbers: list[tuple[str, int]] = field(default_factory=list)
    verdicts: list[tuple[str, int]] = field(default_factory=list)
    by_who: list[tuple[str, str]] = field(default_factory=list)
    by_place: list[tuple[str, str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def header() -> list[str]:
    return [
        _("No."), _("Number"), _("Received"), _("Submitter"), _("Part of the document"), _("Kind"), _("Current wording"),
        _("Comment or proposed wording"), _("Reasons of the submitter"), _("State"), _("Answer"),
        _("Reasons of the answer"), _("Changed wording"),
    ]  # fmt: skip


def submitter_name(comment: Comment) -> str:
    """Organisations by name; a private person as a resident of a municipality, never by name."""
    if comment.who != Comment.Who.PERSON and comment.public_name:
        return comment.public_name
    if comment.municipality:
        return _("resident of %(place)s") % {"place": f"gm. {comment.municipality.name}"}
    return _("private person")


def comment_row(comment: Comment) -> list[str]:
    """One comment for the register and the report; hidden and withdrawn comments lose their words, not their row."""
    words, answer = comment.words, comment.public_response
    open_words = comment.has_public_words and words
    state = comment.get_state_display()
    if comment.state == Comment.State.HIDDEN:
        state = f"{state}: {comment.get_hidden_reason_display()}"
    return [
        str(comment.number),
        comment.code,
        timezone.localtime(comment.created_at).strftime("%Y-%m-%d"),
        submitter_name(comment) if comment.state != Comment.State.WITHDRAWN else "",
        comment.unit.label if comment.unit else "",
        comment.get_kind_display(),
        words.current_text if open_words else "",
        words.main_text if open_words else "",
        words.rationale if open_words else "",
        state,
        answer.get_verdict_display() if answer else "",
        answer.text if answer else "",
        answer.changed_wording if answer else "",
    ]


def build(stage) -> Report:
    """The report of the consultation to which this report stage belongs."""
    stage = stage.canonical
    consultation = stage.consultation
    comments = list(Comment.objects.filter(consultation=consultation).in_register().for_reading().order_by("number"))
    report = Report(code=consultation.code, title=consultation.title)
    report.facts = _facts(consultation)
    report.sections = [
        (title, text)
        for title, text in (
            (_("Purpose"), consultation.purpose),
            (_("How people were told"), stage.how_announced),
            (_("How it went"), stage.how_it_went),
            (_("Conclusions and changes"), stage.conclusions),
            (_("Next steps"), stage.next_steps),
        )
        if text.strip()
    ]
    report.announcements = [
        (entry.channel, full_date(entry.announced_on), entry.url) for entry in consultation.announcements.all()
    ]
    report.date_changes = _date_changes(consultation)
    _count(report, comments)
    report.rows = [comment_row(comment) for comment in comments]
    return report


def _facts(consultation) -> list[tuple[str, str]]:
    clock = consultation.clock
    places = [consultation.municipality.name, *(place.name for place in consultation.partners.all())]
    facts = [
        (_("Number"), consultation.code),
        (_("Kind"), consultation.kind.name),
        (_("Legal basis"), consultation.kind.basis),
        (_("Municipalities"), ", ".join(places)),
        (_("Announced"), full_date(consultation.announced_on)),
        (_("Comments collected"), f"{full_date(clock.opens_on)} – {full_date(clock.closes_on)}"),
        (_("Host"), ", ".join(filter(None, [consultation.host_name, consultation.host_unit, consultation.host_phone]))),
    ]
    if consultation.override_reason:
        facts.append((_("Why the time was shorter"), consultation.override_reason))
    return facts


def _date_changes(consultation) -> list[str]:
    changes = DateChange.objects.filter(stage__path__startswith=consultation.path).select_related("stage")
    return [
        f"{full_date(c.changed_at)}: {c.stage.title}, {full_date(c.old_closes_on)} → {full_date(c.new_closes_on)}. {c.reason}"
        for c in changes
    ]


def _count(report: Report, comments: list[Comment]) -> None:
    states = Counter(comment.state for comment in comments)
    K = Comment.State
    report.numbers = [
        (_("received"), len(comments)),
        (_("published"), states[K.PUBLISHED]),
        (_("hidden"), states[K.HIDDEN]),
        (_("withdrawn"), states[K.WITHDRAWN]),
    ]
    verdicts = Counter(
        comment.public_response.get_verdict_display()
        for comment in comments
        if comment.public_response and comment.state != K.WITHDRAWN
    )
    report.verdicts = verdicts.most_common()
    report.by_who = _shielded(Counter(comment.get_who_display() for comment in comments))
    report.by_place = _shielded(
        Counter(comment.municipality.name if comment.municipality else _("outside the area") for comment in comments)
    )


def _shielded(counted: Counter) -> list[tuple[str, str]]:
    """Groups under five persons are not broken down (product.md, promise 4)."""
    return [(name, str(n) if n >= SMALL_GROUP else _("fewer than 5")) for name, n in counted.most_common()]
