"""The English pages of the demo, through wagtail-localize: the programme with one of each kind below it, one consultation."""

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from consultations.models import ConsultationIndexPage, ConsultationPage
from events.models import EventIndexPage
from home.demo.reading import content
from home.models import HomePage
from practices.models import PracticeIndexPage
from programme.models import GoalTreePage, PlanPage, ProgrammePage, StatementPage
from strategy.models import SessionIndexPage, SwotPage
from volunteering.models import CampaignIndexPage

# one project, one session, one good practice, one meeting, one campaign; the lists show the others in Polish, marked so
CHOSEN = (
    "mapa-aktywnosci-organizacji", "sesja-2", "skrzynka-na-klucze", "spotkanie-o-programie-w-liszkach", "sprzatamy-brzeg-rudna",
)  # fmt: skip
VISION = (StatementPage.Kind.VISION, StatementPage.Kind.MISSION)
BREAK = "<br/>"  # wagtail-localize keeps lines of a text so


def make_english() -> None:
    """Only pages with words in en.json are translated; the rest of the tree has no English, and says so."""
    data = content("en")
    words = dict(data["strings"])
    locale = Locale.objects.get_or_create(language_code="en")[0]
    for page in pages():
        translate(page, locale, words)


def pages() -> list[Page]:
    """From the front page down, so that each translation finds its parent."""
    home = HomePage.objects.get(locale__language_code="pl")
    lists = ConsultationIndexPage.objects.child_of(home).get()
    consultation = (
        ConsultationPage.objects.source_language()
        .filter(state=ConsultationPage.State.ANNOUNCED)
        .order_by("-sequence")
        .first()
    )
    branch = consultation.get_parent().specific
    stages = [page.specific for page in consultation.get_children().order_by("path")]
    return [home, *programme_pages(home), lists, branch, consultation, *stages]


def programme_pages(home: HomePage) -> list[Page]:
    kinds = (
        ProgrammePage,
        GoalTreePage,
        PlanPage,
        SessionIndexPage,
        SwotPage,
        PracticeIndexPage,
        EventIndexPage,
        CampaignIndexPage,
    )
    whole = [page for kind in kinds for page in kind.objects.descendant_of(home).live()]
    words = StatementPage.objects.descendant_of(home).live().filter(kind__in=VISION)
    chosen = Page.objects.descendant_of(home).live().filter(slug__in=CHOSEN)
    return [*whole, *words, *(page.specific for page in chosen.order_by("path"))]


def translate(page: Page, locale: Locale, words: dict[str, str]) -> None:
    if page.has_translation(locale):
        return
    source, _created = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.get_or_create(source=source, target_locale=locale)[0]
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        english = words.get(segment.string.data.replace(BREAK, "\n"), "").replace("\n", BREAK)
        if english:
            StringTranslation.objects.get_or_create(
                translation_of=segment.string, locale=locale, context=segment.context, defaults={"data": english}
            )
    translation.save_target(publish=False)
    # published here and now: on commit wagtail-localize would save what it knew of a page before it had children
    page.get_translation(locale).specific.get_latest_revision().publish()
