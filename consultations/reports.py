"""One data structure of a consultation's report; HTML, PDF, XLSX and CSV are drawn from it and query nothing."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultations.models import Comment, DateChange
from documents.models import Unit
from documents.numbering import CHAPTER, DIVISION, HEADINGS, TITLE
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
    by_part: list[tuple[str, int]] = field(default_factory=list)
    by_channel: list[tuple[str, int]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    tones: list[str] = field(default_factory=list)  # the verdict's code for each row, for the colour on the page

    @property
    def shown(self) -> list[tuple[list[str], str]]:
        return list(zip(self.rows, self.tones, strict=True))


def header() -> list[str]:
    return [
        _("No."), _("Number"), _("Received"), _("Submitter"), _("Part of the document"), _("Kind"), _("Current wording"),
        _("Comment or proposed wording"), _("Reasons of the submitter"), _("State"), _("Answer"),
        _("Reasons of the answer"), _("Changed wording"), _("Channel"),
    ]  # fmt: skip


def submitter_name(comment: Comment) -> str:
    """Organisations by name; a private person as a resident of a municipality, never by name; withdrawn or hidden: nobody."""
    if comment.state in (Comment.State.WITHDRAWN, Comment.State.HIDDEN):
        return ""
    if comment.who != Comment.Who.PERSON and comment.public_name:
        return comment.public_name
    if comment.municipality:
        return _("resident of %(place)s") % {"place": f"gm. {comment.municipality.name}"}
    return _("private person")


def channel_words(comment: Comment) -> str:
    """How the comment came: for one said at a meeting also which."""
    channel = str(comment.get_channel_display())
    return f"{channel}: {comment.event.title}" if comment.event_id else channel


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
        submitter_name(comment),
        comment.unit.label if comment.unit else "",
        comment.get_kind_display(),
        words.current_text if open_words else "",
        words.main_text if open_words else "",
        words.rationale if open_words else "",
        state,
        answer.get_verdict_display() if answer else "",
        answer.text if answer else "",
        answer.changed_wording if answer else "",
        channel_words(comment),
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
            (_("Costs"), stage.costs),
            (_("Evaluation"), stage.evaluation),
            (_("Next steps"), stage.next_steps),
        )
        if text.strip()
    ]
    report.announcements = [
        (entry.channel, full_date(entry.announced_on), entry.url) for entry in consultation.announcements.all()
    ]
    report.date_changes = _date_changes(consultation)
    _count(report, comments)
    report.by_part = _parts(comments)
    report.by_channel = Counter(str(comment.get_channel_display()) for comment in comments).most_common()
    report.rows = [comment_row(comment) for comment in comments]
    report.tones = [comment.public_response.verdict if comment.public_response else "" for comment in comments]
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
        *([(_("Report published"), full_date(consultation.reported_at))] if consultation.reported_at else []),
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
        (pgettext("how many comments", "received"), len(comments)),
        (pgettext("how many comments", "published"), states[K.PUBLISHED]),
        (pgettext("how many comments", "hidden"), states[K.HIDDEN]),
        (pgettext("how many comments", "withdrawn"), states[K.WITHDRAWN]),
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


def _parts(comments: list[Comment]) -> list[tuple[str, int]]:
    """How many comments each part of the text has, in its order; comments on the whole come last."""
    versions = {comment.unit.version_id for comment in comments if comment.unit}
    parts = [part for version in sorted(versions) for part in _headings(version)]
    counted = Counter(_part(parts, comment.unit) for comment in comments)
    names = [name for _version, _order, name in parts] + [_("before the first chapter"), _("the whole document")]
    return [(name, counted[name]) for name in dict.fromkeys(names) if counted[name]] if parts else []


def _headings(version: int) -> list[tuple[int, int, str]]:
    """Where the parts of a version begin: its titles, divisions and chapters, or else its smaller headings."""
    found = list(Unit.objects.filter(version=version, kind__in=HEADINGS).order_by("order"))
    wide = [unit for unit in found if unit.kind in (TITLE, DIVISION, CHAPTER)]
    named = [(unit, ". ".join(filter(None, [unit.label, unit.text]))) for unit in wide or found]
    return [(version, unit.order, name) for unit, name in named]


def _part(parts: list[tuple[int, int, str]], unit: Unit | None) -> str:
    """The last part that begins before the unit."""
    if unit is None:
        return _("the whole document")
    above = [name for version, order, name in parts if version == unit.version_id and order <= unit.order]
    return above[-1] if above else _("before the first chapter")


def _shielded(counted: Counter) -> list[tuple[str, str]]:
    """Groups under five persons are not broken down (product.md, promise 4).

    A single small group could be worked out from the total, so the next smallest is then not told either.
    """
    small = {name for name, n in counted.items() if n < SMALL_GROUP}
    if len(small) == 1 and len(counted) > 1:
        small.add(min((n, name) for name, n in counted.items() if name not in small)[1])
    return [
        (name, _("not told") if n >= SMALL_GROUP else _("fewer than 5")) if name in small else (name, str(n))
        for name, n in counted.most_common()
    ]
