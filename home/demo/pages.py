"""Standard pages, news, the privacy notice and the settings of the demo."""

from wagtail.models import Site

from home.demo.reading import content, day, stream
from home.models import HomePage, NewsIndexPage, NewsPage, StandardPage
from home.tree import add
from places.models import Municipality, PrivacyNotice
from shared.models import SiteSettings


def make_pages() -> None:
    home = HomePage.objects.get(slug="start", locale__language_code="pl")
    for row in content("pages"):
        page = StandardPage(
            title=row["title"],
            slug=row["slug"],
            summary=row["summary"],
            search_description=row["search_description"],
            show_in_menus=row["menu"],
            body=stream(row["body"]),
        )
        add(home, page)
    make_settings()


def make_news() -> None:
    index = NewsIndexPage.objects.get(slug="aktualnosci", locale__language_code="pl")
    places = {place.slug: place for place in Municipality.objects.all()}
    for row in content("news"):
        page = NewsPage(
            title=row["title"],
            slug=row["slug"],
            summary=row["summary"],
            search_description=row["summary"][:150],
            published_on=day(row["day"]),
            municipality=places.get(row["municipality"]),
            body=stream(row["body"]),
        )
        add(index, page)


def make_notice() -> None:
    row = content("notice")
    PrivacyNotice.objects.get_or_create(
        municipality=None, version=row["version"], defaults={"text": row["text"], "valid_from": day(-400)}
    )


def make_settings() -> None:
    SiteSettings.objects.get_or_create(
        site=Site.objects.get(is_default_site=True),
        defaults={
            "tagline": "Czernichów, Liszki, Mogilany, Skawina i Świątniki Górne pytają mieszkańców i odpowiadają na każdą uwagę.",
            "footer_text": "Czernichów, Liszki, Mogilany, Skawina i Świątniki Górne pytają mieszkańców i odpowiadają na każdą "
            "uwagę. Treści w tym serwisie to dane przykładowe.",
            "contact_phone": "12 555 01 20",
            "privacy_page": StandardPage.objects.filter(slug="ochrona-danych").first(),
            "accessibility_page": StandardPage.objects.filter(slug="dostepnosc").first(),
        },
    )
