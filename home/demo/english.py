"""The English front page, programme, goals, plan and one consultation, through wagtail-localize."""

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from consultations.models import ConsultationIndexPage, ConsultationPage
from home.demo.reading import content
from home.models import HomePage
from programme.models import GoalTreePage, PlanPage, ProgrammePage

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
    consultation = ConsultationPage.objects.source_language().filter(state="announced").order_by("-sequence").first()
    programme = ProgrammePage.objects.child_of(home)
    below = [page for kind in (GoalTreePage, PlanPage) for page in kind.objects.descendant_of(home)]
    branch = consultation.get_parent().specific
    stages = [page.specific for page in consultation.get_children().order_by("path")]
    return [home, *programme, *below, lists, branch, consultation, *stages]


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
    translation.save_target(publish=True)
