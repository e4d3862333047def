"""What every app builds on: pages with a source language, kept states, settings, terms of law, the outbox of letters."""

from django.conf import settings
from django.db import models
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page, PagePermissionTester, PageViewRestriction

from shared import keeping


class KeepingPermissionTester(PagePermissionTester):
    """Nobody, not even a superuser, deletes a page that holds what residents sent (shared/keeping.py)."""

    def can_delete(self, *args, **kwargs):
        return super().can_delete(*args, **kwargs) and not keeping.reasons(self.page)

    def can_set_view_restrictions(self):
        """Nothing on a public site hides behind a password: what is not public yet is a draft."""
        return False


class BasePage(Page):
    """A page of the site. Facts of a procedure belong to its source-language page: read them through `canonical`."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """The number of children belongs to the tree: an instance read before a child was added must not set it back.

        (wagtail-localize translates a page and its children and then publishes what it knew of the page before.)
        """
        if self.pk and not self._state.adding:
            there = Page.objects.filter(pk=self.pk).values_list("numchild", flat=True).first()
            self.numchild = self.numchild if there is None else there
        super().save(*args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        request.razem_page = self  # the base template asks which page is shown
        return super().get_context(request, *args, **kwargs)

    @cached_property
    def canonical(self):
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

    def serve(self, request, *args, **kwargs):
        if not self.is_public:
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_sitemap_urls(self, request=None):
        return super().get_sitemap_urls(request) if self.is_public else []

    def get_indexed_instance(self):
        """What is not public yet is not found by the search either."""
        indexed = super().get_indexed_instance()
        return indexed if indexed is None or indexed.is_public else None

    def get_view_restrictions(self):
        """Wagtail's rule in one query: restrictions of the page and of all above it (aliases go Wagtail's way)."""
        if self.alias_of_id:
            return super().get_view_restrictions()
        above = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(
            models.Q(page__path__in=above) | models.Q(page__aliases__path__in=above)
        ).distinct()

    def permissions_for_user(self, user):
        return KeepingPermissionTester(user, self)

    @property
    def is_translation(self) -> bool:
        return self.canonical.pk != self.pk


class RoutedPage(RoutablePageMixin):
    """Pages with addresses of their own below them, none of which answers before the page is public."""

    def serve(self, request, *args, **kwargs):
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

    def with_content_json(self, content):
        page = super().with_content_json(content)
        for name in self.kept_fields:
            setattr(page, name, getattr(self, name))
        return page

    def save(self, *args, **kwargs):
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


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """Names, contacts and footer texts of the site, edited in Wagtail."""

    name = models.CharField(_("name of the site"), max_length=60, default="Razem Blisko Krakowa")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), default="kontakt@przyklad.example")
    contact_phone = models.CharField(_("contact phone"), max_length=30, blank=True)
    footer_text = models.TextField(_("footer text"), blank=True)
    funding_note = models.TextField(_("funding note"), blank=True, help_text=_("Shown in the footer when filled in."))
    privacy_page = models.ForeignKey(
        Page, verbose_name=_("privacy page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    accessibility_page = models.ForeignKey(
        Page, verbose_name=_("accessibility page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    tiles_url = models.CharField(
        _("tiles of the map"), max_length=300, blank=True,
        help_text=_("Your own server only, for instance https://mapy.gmina.pl/{z}/{x}/{y}.png. Empty: outlines without a background."),
    )  # fmt: skip
    tiles_note = models.CharField(_("credit for the tiles"), max_length=200, blank=True)
    security_contact = models.EmailField(_("contact for security reports"), default="bezpieczenstwo@przyklad.example")

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("tagline")], _("Name")),
        MultiFieldPanel(
            [FieldPanel("contact_email"), FieldPanel("contact_phone"), FieldPanel("security_contact")], _("Contact")
        ),
        MultiFieldPanel(
            [
                FieldPanel("footer_text"),
                FieldPanel("funding_note"),
                FieldPanel("tiles_url"),
                FieldPanel("tiles_note"),
                FieldPanel("privacy_page"),
                FieldPanel("accessibility_page"),
            ],
            _("Footer"),
        ),
    ]

    class Meta:
        verbose_name = _("site settings")

    def __str__(self):
        return self.name


class LegalTerm(models.Model):
    """A term, limit or basis set by law: dated, sourced, editable. Never a constant in code."""

    key = models.CharField(_("key"), max_length=80, help_text=_("For example: consult.strategy.min"))
    value = models.CharField(_("value"), max_length=40)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    act = models.CharField(_("act"), max_length=200)
    article = models.CharField(_("article"), max_length=120, blank=True)
    source_url = models.URLField(_("source"), blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    read_at_state = models.CharField(_("read at the state of"), max_length=40, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("term of law")
        verbose_name_plural = _("terms of law")
        ordering = ["key", "valid_from"]
        constraints = [models.UniqueConstraint(fields=["key", "valid_from"], name="legal_term_once_per_date")]

    def __str__(self):
        return f"{self.key} = {self.value} {self.unit}".strip()

    @property
    def days(self) -> int:
        return int(self.value)

    @property
    def basis(self) -> str:
        """The article and act in one phrase, e.g. "art. 6 ust. 5 ustawy o zasadach prowadzenia polityki rozwoju"."""
        return f"{self.article} {self.act}".strip()


class DayOff(models.Model):
    """A day off added by the Prime Minister (art. 1a of the act on days off); the statutory ones come from a library."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("additional day off")
        verbose_name_plural = _("additional days off")
        ordering = ["day"]

    def __str__(self):
        return f"{self.day:%Y-%m-%d} {self.name}"


class SentLetter(models.Model):
    """The outbox and the sent-log in one: a letter is stored with its cause, sent afterwards, never sent twice.

    The address is kept only until the letter has left; afterwards its digest remains, to recognise a repetition.
    """

    letter = models.CharField(max_length=60)
    recipient = models.CharField(max_length=254, blank=True)
    recipient_digest = models.CharField(max_length=64)
    about = models.CharField(max_length=80)
    language = models.CharField(max_length=10, default="pl")
    created_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [models.UniqueConstraint(fields=["letter", "recipient_digest", "about"], name="letter_sent_once")]
        indexes = [models.Index(fields=["sent_at", "created_at"], name="letter_waiting")]

    def __str__(self):
        return f"{self.letter} {self.about}"
