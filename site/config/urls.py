"""The map of addresses."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from shared import views as shared_views

urlpatterns = [
    path("robots.txt", shared_views.robots),
    path(".well-known/security.txt", shared_views.security_txt),
    path("sitemap.xml", sitemap),
    path("favicon.ico", RedirectView.as_view(url=settings.STATIC_URL + "img/favicon.svg")),
    # Every door to the admin goes through the site's own sign-in (stack.md: Wagtail's would skip the second factor).
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/", include(wagtailadmin_urls)),
    path("pliki/", include(wagtaildocs_urls)),
    path("konto/", include("accounts.urls")),
    path("", include("home.urls")),
]
urlpatterns += i18n_patterns(
    path("", include("consultations.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
handler400 = "shared.views.bad_request"
handler403 = "shared.views.forbidden"
handler404 = "shared.views.not_found"
handler500 = "shared.views.server_error"
