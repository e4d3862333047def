"""The page tree of the demo."""

from django.conf import settings
from wagtail.models import Locale, Page, Site

from consultations.models import ConsultationIndexPage
from documents.models import DocumentIndexPage
from home.models import HomePage, NewsIndexPage
from places.models import Municipality


def add(parent: Page, page: Page, *, live: bool = True) -> Page:
    """The page with this slug below the parent, made when it is not there."""
    there = parent.get_children().filter(slug=page.slug).first()
    if there:
        return there.specific
    page.locale = parent.locale
    page.live = live
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
        page.refresh_from_db()
    return page


def make_tree() -> None:
    home = make_home()
    consultations = add(
        home,
        ConsultationIndexPage(
            title="Konsultacje",
            slug="konsultacje",
            show_in_menus=True,
            intro="Tu sprawdzisz, o co pytają gminy, i powiesz, co o tym myślisz.",
            search_description="Trwające i zakończone konsultacje gmin obszaru Blisko Krakowa.",
        ),
    )
    for place in Municipality.objects.all():
        add(consultations, ConsultationIndexPage(title=place.name, slug=place.slug, municipality=place))
    add(
        home,
        DocumentIndexPage(
            title="Dokumenty",
            slug="dokumenty",
            show_in_menus=True,
            intro="Programy, procedury i regulaminy, które czytasz paragraf po paragrafie.",
            search_description="Dokumenty strategiczne gmin obszaru Blisko Krakowa.",
        ),
    )
    add(
        home,
        NewsIndexPage(
            title="Aktualności",
            slug="aktualnosci",
            show_in_menus=True,
            search_description="Co nowego w konsultacjach i programie.",
        ),
    )


def make_home() -> HomePage:
    """The front page in the default language; Wagtail's own welcome page goes."""
    locale = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)[0]
    there = HomePage.objects.filter(locale=locale).first()
    if there:
        return there
    root = Page.get_first_root_node()
    Page.objects.filter(depth=2).first().delete() if Page.objects.filter(depth=2).exists() else None
    root.refresh_from_db()
    home = HomePage(
        title="Start",
        slug="start",
        locale=locale,
        hero_title="Twoja gmina pyta. Każda uwaga dostaje odpowiedź.",
        hero_lead="Tu przeczytasz, co planuje pięć gmin pod Krakowem, powiesz, co o tym myślisz, "
        "i sprawdzisz, co z tego wyszło. Bez zakładania konta.",
        search_description="Konsultacje, program i organizacje pięciu gmin pod Krakowem.",
    )
    root.add_child(instance=home)
    home.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": "Razem"}
    )
    return home
