"""What the front page and the list of news show, in a constant number of queries."""

from django.core.paginator import Paginator

from consultations.models import ConsultationPage
from home.models import NewsPage


def front_context(page, request) -> dict:
    announced = ConsultationPage.objects.source_language().announced().select_related("municipality", "kind")
    news = NewsPage.objects.live().filter(locale=page.locale_id).select_related("municipality")
    return {"consultations": announced, "news": news.order_by("-published_on", "-pk")[:3]}


def news_context(page, request) -> dict:
    news = NewsPage.objects.live().child_of(page).select_related("municipality").order_by("-published_on", "-pk")
    return {"page_obj": Paginator(news, 20).get_page(request.GET.get("page"))}
