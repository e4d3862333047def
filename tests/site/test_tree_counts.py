"""The tree knows how many children a page has; a page saved late must not set the number back."""

import pytest
from wagtail.models import Page

from home.models import NewsIndexPage, NewsPage

pytestmark = pytest.mark.django_db


def test_a_page_read_before_its_child_came_does_not_forget_it_when_saved(home):
    index = home.add_child(instance=NewsIndexPage(title="Aktualności", slug="aktualnosci"))
    early = NewsIndexPage.objects.get(pk=index.pk)
    NewsIndexPage.objects.get(pk=index.pk).add_child(instance=NewsPage(title="Jedna", slug="jedna", summary="Krótko."))

    early.title = "Nowości"
    early.save()
    early.save_revision().publish()

    assert Page.objects.get(pk=index.pk).numchild == 1
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_second_child_finds_its_place_after_a_late_save(home):
    index = home.add_child(instance=NewsIndexPage(title="Aktualności", slug="aktualnosci"))
    early = NewsIndexPage.objects.get(pk=index.pk)
    NewsIndexPage.objects.get(pk=index.pk).add_child(instance=NewsPage(title="Jedna", slug="jedna", summary="Krótko."))
    early.save()

    NewsIndexPage.objects.get(pk=index.pk).add_child(instance=NewsPage(title="Druga", slug="druga", summary="Krótko."))

    slugs = Page.objects.child_of(index).order_by("path").values_list("slug", flat=True)
    assert list(slugs) == ["jedna", "druga"]
