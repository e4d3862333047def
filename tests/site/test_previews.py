"""Every page type can be previewed before it is published; every block has a preview."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image as PILImage
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page

from shared.looks.blocks import BODY_BLOCKS
from tests.factories import scenery
from tests.kept import kept

TYPES = [
    "HomePage", "StandardPage", "NewsIndexPage", "NewsPage", "DocumentIndexPage", "DocumentPage", "ConsultationIndexPage",
    "ConsultationPage", "DocumentStagePage", "ReportStagePage",
]  # fmt: skip


@kept
def everything(comment, home):
    from home.models import NewsIndexPage, NewsPage, StandardPage

    scenery.child(home, StandardPage(title="O nas", slug="o-nas"))
    scenery.child(NewsIndexPage.objects.get(), NewsPage(title="Nowość", slug="nowosc", summary="Krótko."))
    return {type(page).__name__: page for page in Page.objects.filter(depth__gt=1).specific()}


@pytest.mark.parametrize("kind", TYPES)
def test_a_page_is_shown_in_preview(everything, kind):
    answer = everything[kind].make_preview_request()

    assert answer.status_code == 200
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize("kind", TYPES)
def test_an_unpublished_page_is_still_shown_in_preview(everything, kind):
    page = everything[kind]
    page.live = False

    assert page.make_preview_request().status_code == 200


@pytest.fixture
def chosen(home, settings, tmp_path):
    """What an editor would choose in blocks that need a picture, a file or a page."""
    settings.MEDIA_ROOT = tmp_path
    picture = BytesIO()
    PILImage.new("RGB", (40, 30)).save(picture, "PNG")
    image = Image.objects.create(title="Świetlica", file=ContentFile(picture.getvalue(), name="s.png"))
    file = Document.objects.create(title="Program", file=ContentFile(b"tekst", name="program.txt"))
    return {"picture": {"image": image}, "file": {"document": file}, "call_to_action": {"page": home}}


@pytest.mark.parametrize(("name", "block"), BODY_BLOCKS, ids=[name for name, _block in BODY_BLOCKS])
def test_every_block_says_what_it_is_and_shows_itself(name, block, chosen):
    assert (bool(block.meta.icon), bool(block.label), bool(block.meta.description)) == (True, True, True)
    block.set_name(name)
    value = block.get_preview_value()
    if name in chosen:
        value.update(chosen[name])

    assert str(block.render(value)).strip() != ""


def test_a_picture_without_alternative_text_is_refused():
    block = dict(BODY_BLOCKS)["picture"]

    assert block.child_blocks["alt_text"].required


def test_no_two_page_types_share_a_name_or_lack_a_description():
    from django.apps import apps

    own = [m for m in apps.get_models() if issubclass(m, Page) and m is not Page and m.is_creatable]
    names = [
        str(model._meta.verbose_name)
        for model in own
        if model.__module__.split(".")[0] in ("home", "documents", "consultations")
    ]

    assert len(names) == len(set(names))
    assert [
        m.__name__
        for m in own
        if m.__module__.startswith(("home", "documents", "consultations")) and not m.page_description
    ] == []
