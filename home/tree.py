"""The tree every site begins with: front page, lists, a branch of consultations for each municipality."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from consultations.models import ConsultationIndexPage
from documents.models import DocumentIndexPage
from events.models import EventIndexPage
from home.models import HomePage, NewsIndexPage
from ngos.models import OrganisationIndexPage
from places.models import Municipality
from practices.models import PracticeIndexPage
from volunteering.models import CampaignIndexPage


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


LEAD = (
    "Tu przeczytasz, co planuje gmina, powiesz, co o tym myślisz, i sprawdzisz, co z tego wyszło. Bez zakładania konta."
)


def make_tree(lead: str = LEAD) -> None:
    """Make what is missing; running it again, for instance after adding a municipality, changes nothing else."""
    home = make_home(lead)
    make_consultations(home)
    make_documents(home)
    make_directory(home)
    make_volunteering(home)
    make_practices(home)
    make_news(home)


def make_consultations(home: HomePage) -> None:
    consultations = add(
        home,
        ConsultationIndexPage(
            title="Konsultacje",
            slug="konsultacje",
            show_in_menus=True,
            intro="Tu sprawdzisz, o co pytają gminy, i powiesz, co o tym myślisz.",
            search_description="Trwające i zakończone konsultacje gmin.",
        ),
    )
    for place in Municipality.objects.all():
        add(
            consultations,
            ConsultationIndexPage(
                title=place.name,
                slug=place.slug,
                municipality=place,
                search_description=f"Konsultacje w gminie {place.name}: trwające i zakończone.",
            ),
        )


def make_documents(home: HomePage) -> None:
    add(
        home,
        DocumentIndexPage(
            title="Dokumenty",
            slug="dokumenty",
            show_in_menus=True,
            intro="Programy, procedury i regulaminy, które czytasz paragraf po paragrafie.",
            search_description="Dokumenty strategiczne gmin.",
        ),
    )


def make_practices(home: HomePage) -> None:
    add(
        home,
        PracticeIndexPage(
            title="Dobre praktyki",
            slug="dobre-praktyki",
            intro="Co udało się sąsiadom: krok po kroku, z kosztem i z tym, co poszło źle. Weź i powtórz u siebie.",
            search_description="Dobre praktyki z gmin: co zrobiono, ile kosztowało, co poszło źle i jak to powtórzyć.",
        ),
    )


def make_news(home: HomePage) -> None:
    add(
        home,
        NewsIndexPage(
            title="Aktualności",
            slug="aktualnosci",
            show_in_menus=True,
            search_description="Co nowego w konsultacjach i programie.",
        ),
    )


def make_directory(home: HomePage) -> None:
    directory = add(
        home,
        OrganisationIndexPage(
            title="Organizacje",
            slug="organizacje",
            show_in_menus=True,
            intro="Stowarzyszenia, fundacje, koła, kluby i straże z okolicy. Profil każdej prowadzą jej członkowie.",
            search_description="Mapa i spis organizacji społecznych: czym się zajmują, jak dołączyć, czego potrzebują.",
        ),
    )
    for place in Municipality.objects.all():
        add(
            directory,
            OrganisationIndexPage(
                title=place.name,
                slug=place.slug,
                municipality=place,
                search_description=f"Organizacje społeczne w gminie {place.name}: mapa i spis.",
            ),
        )


def make_volunteering(home: HomePage) -> None:
    """The list of campaigns and the calendar."""
    add(
        home,
        CampaignIndexPage(
            title="Wolontariat",
            slug="wolontariat",
            show_in_menus=True,
            intro="Tu ktoś z Twojej gminy czeka na pomoc. Wybierz, ile masz czasu. Zapiszesz się bez zakładania konta.",
            search_description="Wolontariat w gminach: kto szuka pomocy, ile to trwa, jak się zapisać bez konta.",
        ),
    )
    add(
        home,
        EventIndexPage(
            title="Wydarzenia",
            slug="wydarzenia",
            show_in_menus=True,
            intro="Spotkania, szkolenia i dyżury. Przy każdym piszemy, czy da się wejść bez schodów i czy będzie tłumacz.",
            search_description="Kalendarz spotkań, szkoleń, spacerów i dyżurów w gminach, z informacją o dostępności.",
        ),
    )


def name_the_site(public_url: str) -> None:
    """Addresses in the sitemap and in feeds follow PUBLIC_URL."""
    parts = urlsplit(public_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    Site.objects.filter(is_default_site=True).update(hostname=parts.hostname or "localhost", port=port)
    Site.clear_site_root_paths_cache()


def make_home(lead: str) -> HomePage:
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
        hero_lead=lead,
        search_description="Konsultacje, dokumenty i aktualności gmin.",
    )
    root.add_child(instance=home)
    home.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": "Razem"}
    )
    return home
