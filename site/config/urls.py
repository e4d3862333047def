"""The map of addresses."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve as static_files
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from shared import views as shared_views
from shared.pages import deleting
from shared.pages.routing import serve

urlpatterns = [
    path("robots.txt", shared_views.robots),
    path(".well-known/security.txt", shared_views.security_txt),
    path("sitemap.xml", sitemap),
    path("favicon.ico", RedirectView.as_view(url=settings.STATIC_URL + "img/favicon.svg")),
    # Every door to the admin goes through the site's own sign-in (docs/domain-rules.md, R17).
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/pages/<int:page_id>/delete/", deleting.delete_page),
    path("cms/bulk/wagtailcore/page/delete/", deleting.delete_pages),
    path("cms/", include(wagtailadmin_urls)),
    path("pliki/", include(wagtaildocs_urls)),
]
if getattr(settings, "DEVELOPMENT", False):
    from shared.demo_letters import letters

    urlpatterns += [
        path("listy-demo/", letters, name="demo_letters"),
        # In production the web server hands out uploaded files (docs/deploy.md).
        path("media/<path:path>", static_files, {"document_root": settings.MEDIA_ROOT}),
    ]
urlpatterns += i18n_patterns(
    path("konto/", include("accounts.urls")),
    path("zapomnij-mnie/", shared_views.forget_me, name="forget_me"),
    path("zapomnij-mnie/gotowe/", shared_views.forgotten, name="forgotten"),
    path("", include("home.urls")),
    path("", include("consultations.urls")),
    path("", include("practices.urls")),
    path("", include("ngos.urls")),
    path("", include("strategy.urls")),
    path("", include("signups.urls")),
    path("", include("events.urls")),
    path("", include("volunteering.urls")),
    re_path(serve_pattern, serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
handler400 = "shared.views.bad_request"
handler403 = "shared.views.forbidden"
handler404 = "shared.views.not_found"
handler500 = "shared.views.server_error"
