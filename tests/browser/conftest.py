"""A real browser (Debian's Chromium) against a live server."""

import os
import shutil

import pytest

from tests.factories import scenery

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread of the test


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": shutil.which("chromium") or "/usr/bin/chromium",
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


@pytest.fixture
def open_consultation(transactional_db, skawina):
    """Flushed databases lose Wagtail's root and locale, so the scenery brings its own."""
    scenery.make_root()
    branch, documents = scenery.make_lists(scenery.make_home(), skawina)
    document = scenery.make_document(documents)
    page = scenery.make_consultation(branch)
    scenery.make_stages(page, document=document)
    return scenery.announced(page)


@pytest.fixture
def as_person(live_server, client):
    """Sign a person in without typing the password: the session cookie of the test client."""

    def sign_in(context, user):
        client.force_login(user)
        cookie = client.cookies["sessionid"]
        context.clear_cookies()
        context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])

    return sign_in
