"""Files that are heavy to draw are drawn once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from shared.lists.downloads import TYPES
from shared.looks.rendered_files import forget, make_stamp, open_rendered
from shared.middleware import TextGZipMiddleware


@pytest.fixture
def drawings():
    return []


@pytest.fixture
def draw(drawings):
    def inner():
        drawings.append(1)
        sleep(0.05)
        return b"plik"

    return inner


def read(stamp, draw, name="pl.pdf"):
    with open_rendered("raport", name, stamp, draw) as file:
        return file.read()


def files(settings):
    return sorted(path.name for path in Path(settings.RENDERED_FILES_ROOT).rglob("[!.]*") if path.is_file())


def test_a_file_is_drawn_once(draw, drawings):
    assert [read("a", draw), read("a", draw)] == [b"plik"] * 2
    assert len(drawings) == 1


def test_ten_at_once_draw_once_and_all_get_the_whole_file(draw, drawings):
    with ThreadPoolExecutor(10) as people:
        found = list(people.map(lambda _person: read("a", draw), range(10)))

    assert found == [b"plik"] * 10
    assert len(drawings) == 1


def test_another_stamp_draws_anew_and_the_old_file_goes(draw, drawings, settings):
    read("a", draw)
    read("b", draw)

    assert (len(drawings), files(settings)) == (2, ["b"])


def test_every_name_has_its_own_file(draw, settings):
    read("a", draw, "pl.pdf")
    read("b", draw, "en.pdf")

    assert files(settings) == ["a", "b"]


def test_a_drawing_that_fails_leaves_nothing_and_is_tried_again(draw, settings):
    def broken():
        raise ValueError

    with pytest.raises(ValueError):
        read("a", broken)

    assert files(settings) == []
    assert read("a", draw) == b"plik"


def test_what_is_forgotten_is_gone_with_the_decision(draw, settings, db, django_capture_on_commit_callbacks):
    read("a", draw)
    with django_capture_on_commit_callbacks(execute=True):
        forget("raport")
        assert files(settings) == ["a"]

    assert files(settings) == []
    assert read("a", draw) == b"plik"


def test_a_stamp_says_what_is_told_and_who_draws(tmp_path):
    code = tmp_path / "code.py"
    code.write_text("1")
    other = tmp_path / "other.py"
    other.write_text("2")

    assert make_stamp(1, "a") == make_stamp(1, "a")
    assert (
        len({make_stamp(1, "a"), make_stamp(1, "b"), make_stamp(1, "a", by=(code,)), make_stamp(1, "a", by=(other,))})
        == 4
    )


def test_drawn_files_are_not_where_the_web_server_hands_out_files():
    from config.settings import base

    assert not base.RENDERED_FILES_ROOT.is_relative_to(base.MEDIA_ROOT)


@pytest.mark.parametrize(
    ("kind", "packed"),
    [
        ("text/html; charset=utf-8", True), ("text/csv; charset=utf-8", True), ("application/json", True),
        ("application/geo+json; charset=utf-8", True), ("application/pdf", False), ("image/png", False),
        (TYPES["xlsx"], False), ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("stream", [False, True])
def test_text_is_packed_on_the_way_and_what_is_packed_already_is_not(kind, packed, stream):
    content = b"Skawina " * 500
    answer = StreamingHttpResponse([content]) if stream else HttpResponse(content)
    answer["Content-Type"] = kind
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})

    sent = TextGZipMiddleware(lambda _request: answer)(request)

    assert (sent.get("Content-Encoding"), len(sent.getvalue()) < len(content)) == (
        ("gzip", True) if packed else (None, False)
    )
