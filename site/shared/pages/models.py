"""What pages of every app build on: a source language, public or not yet, decisions that no draft rolls back.

A page names what stands above it (its addresses, what it shows) by a dotted path that is read when it is first needed,
as Django reads ROOT_URLCONF; so models import nothing above them.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, PagePermissionTester, PageViewRestriction

from shared.pages import deletion_guards


class KeepingPermissionTester(PagePermissionTester):
    """Nobody, not even a superuser, deletes a page that holds what residents sent (shared/pages/deletion_guards.py)."""

    def can_delete(self, *args: Any, **kwargs: Any) -> Any:
        return super().can_delete(*args, **kwargs) and not deletion_guards.reasons(self.page)

    def can_set_view_restrictions(self) -> bool:
        """Nothing on a public site hides behind a password: what is not public yet is a draft."""
        return False


class BasePage(Page):
    """A page of the site. Facts of a procedure belong to its source-language page: read them through `canonical`.

    `context` names the function `(page, request) -> dict` that says what its template shows; empty: the page alone.
    """

    context = ""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The number of children belongs to the tree: an instance read before a child was added must not set it back.

        (wagtail-localize translates a page and its children and then publishes what it knew of the page before.)
        """
        if self.pk and not self._state.adding:
            there = Page.objects.filter(pk=self.pk).values_list("numchild", flat=True).first()
            self.numchild: int = self.numchild if there is None else there
        super().save(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        request.razem_page = self  # type: ignore[attr-defined]  # the base template asks which page is shown
        shown = import_string(self.context)(self, request) if self.context else {}
        return {**super().get_context(request, *args, **kwargs), **shown}

    @cached_property
    def canonical(self) -> Any:
        """The source-language page (itself, unless this is a translation)."""
        if self.locale.language_code == settings.LANGUAGE_CODE:
            return self
        source = type(self)._default_manager.filter(
            translation_key=self.translation_key, locale__language_code=settings.LANGUAGE_CODE
        )
        return source.first() or self

    @property
    def is_public(self) -> bool:
        """Pages of a procedure that has not been announced say no: live in the tree, not yet on the site."""
        return self.live

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.is_public:
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> Any:
        return super().get_sitemap_urls(request) if self.is_public else []

    def get_indexed_instance(self) -> Any:
        """What is not public yet is not found by the search either."""
        indexed = super().get_indexed_instance()
        return indexed if indexed is None or indexed.is_public else None

    def get_view_restrictions(self) -> Any:
        """Wagtail's rule in one query: restrictions of the page and of all above it (aliases go Wagtail's way)."""
        if self.alias_of_id:
            return super().get_view_restrictions()
        above = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(
            models.Q(page__path__in=above) | models.Q(page__aliases__path__in=above)
        ).distinct()

    def permissions_for_user(self, user: Any) -> Any:
        return KeepingPermissionTester(user, self)

    @property
    def is_translation(self) -> bool:
        return self.canonical.pk != self.pk


class RoutedPage(RoutablePageMixin):
    """Pages with addresses of their own below them, none of which answers before the page is public.

    `routes` names a list of `path`s in the app's routes.py; their views take the request, then the page, then the parts
    of the address. The path "" is the page's own address; the preview shows it.
    """

    routes: str

    @classmethod
    def get_subpage_urls(cls) -> Any:
        return tuple(import_string(cls.routes))

    def resolve_subpage(self, path: str) -> Any:
        """The match of this part of the address, with the page as the view's second argument."""
        match = self.get_resolver().resolve(path)
        match.args = (self, *match.args)
        return match

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.is_public:
            raise Http404
        return super().serve(request, *args, **kwargs)


class KeepsState(models.Model):
    """Wagtail drafts are snapshots: publishing an old one would roll decisions back.

    `kept_fields` are the columns that only moves and services write; content from a revision never overrides them.
    """

    kept_fields: tuple[str, ...] = ("state",)

    class Meta:
        abstract = True

    def with_content_json(self, content: Any) -> Any:
        page = super().with_content_json(content)  # type: ignore[misc]  # a mixin: the page stands behind it
        for name in self.kept_fields:
            setattr(page, name, getattr(self, name))
        return page

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A full save of an existing row leaves the kept columns out: a move may be happening at this very moment."""
        if self.kept_fields and self.pk and not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = self.all_but_kept()
            super().save(*args, **kwargs)
            fresh = type(self)._base_manager.filter(pk=self.pk).values(*self.kept_fields).first()
            for name, value in (fresh or {}).items():
                setattr(self, name, value)
            return
        super().save(*args, **kwargs)

    def all_but_kept(self) -> list[str]:
        """The names that a save may write: columns (kept ones left out), child rows, many-to-many relations."""
        columns = [field for field in self._meta.concrete_fields if not field.primary_key]
        relations = [*get_all_child_relations(self), *get_all_child_m2m_relations(self)]
        children = [getattr(row, "get_accessor_name", lambda row=row: row.name)() for row in relations]
        return [field.name for field in columns if not {field.name, field.attname} & set(self.kept_fields)] + children
