"""What the front floor tells the layers below: news and notes for the media that belong to a programme."""

from home.models import NewsPage
from programme.news import News, tells_news

MOST = 5


@tells_news
def find_news_of_programme(programme: int, locale: int) -> list[News]:
    """The newest published ones in the language of the page; one query."""
    found = NewsPage.objects.live().filter(programme=programme, locale=locale).select_related("locale")
    return [
        News(page.title, page.get_url() or "", page.published_on, page.summary, page.for_media)
        for page in found.order_by("-published_on", "-pk")[:MOST]
    ]
