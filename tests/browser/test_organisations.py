"""Members, claimants and successors in a real browser; a resident looks for a choir near home."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from accounts.models import Office
from ngos.models import OrganisationPage
from places.models import Area, Solectwo
from tests.conftest import person
from tests.factories import ngos, scenery

pytestmark = [pytest.mark.browser, pytest.mark.indexed, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


def sign_in(page, base: str, user) -> None:
    page.goto(f"{base}/konto/logowanie/")
    page.locator("input[name=login]").fill(user.email)
    page.locator("input[name=password]").fill("x")
    press(page, "Zaloguj")


def press(page, name) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


@pytest.fixture
def branch(transactional_db, skawina):
    scenery.make_root()
    home = scenery.make_home()
    scenery.make_lists(home, skawina)
    Area.objects.create(
        name="Obszar", slug="obszar", grid_west="19.5593", grid_north="50.0902", grid_x="2241.65", grid_y="3487.8"
    )
    skawina.outline = "M0 0L400 0L400 400L0 400Z"
    skawina.save()
    return ngos.make_directory(home, skawina)[1]


@pytest.fixture
def choir(branch, skawina):
    village = Solectwo.objects.create(
        municipality=skawina, name="Rzozów", slug="rzozow", latitude="50.04", longitude="19.62"
    )
    ngos.make_field("16", "culture")
    return ngos.make_organisation(
        branch, slug="chor", title="Chór Rzozów", village=village, fields=("16",), mission="Śpiewamy co wtorek.", hours="wtorek 18.00"
    )  # fmt: skip


def confirmed(email: str, *office):
    user = person(email, *office)
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    return user


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_resident_finds_a_choir_near_home(browser, live_server, choir, script):
    context = browser.new_context(viewport=PHONE, locale="pl-PL", java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{live_server.url}/organizacje/")
    page.locator("summary", has_text="Filtry").click()
    page.get_by_role("link", name=re.compile("Kultura i tradycja")).click()
    page.get_by_role("link", name="Chór Rzozów", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Chór Rzozów")
    expect(page.get_by_text("wtorek 18.00")).to_be_visible()
    context.close()


def test_the_map_moves_when_asked_and_asks_nobody_else(browser, live_server, choir):
    context = browser.new_context(locale="pl-PL")
    page, requests, complaints = context.new_page(), [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}/organizacje/")
    page.get_by_role("button", name="Ruchoma mapa").click()

    expect(page.locator(".map-mark")).to_have_count(1)
    assert [url for url in requests if not url.startswith((live_server.url, "data:"))] == []
    assert complaints == []
    context.close()


def test_a_member_changes_the_hours_in_a_minute(browser, live_server, choir):
    member = confirmed("czlonkini@przyklad.example")
    ngos.make_member(choir, member, "representative")
    context = browser.new_context(viewport=PHONE, locale="pl-PL")
    page = context.new_page()
    sign_in(page, live_server.url, member)
    page.goto(f"{live_server.url}/moje-organizacje/")
    page.get_by_role("link", name="Chór Rzozów", exact=True).click()
    page.get_by_role("link", name="Edytuj Kontakt i godziny").click()
    page.get_by_label("Godziny").fill("środa 19.00")
    press(page, re.compile("^Zapisz$"))
    expect(page.get_by_text("Zmiana jest już publiczna")).to_be_visible()
    page.get_by_role("link", name="Zobacz publiczny profil").click()

    expect(page.get_by_text("środa 19.00")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_from_a_row_of_a_register_to_a_checked_profile(browser, live_server, choir, skawina, settings):
    settings.STAFF_WITHOUT_TOTP = True
    OrganisationPage.objects.update(confirmed_on=None, verified_on=None)
    asking, editor = (
        confirmed("prezeska@przyklad.example"),
        confirmed("redaktorka@przyklad.example", Office.Role.EDITOR, skawina),
    )
    context = browser.new_context(locale="pl-PL")
    page = context.new_page()
    page.goto(live_server.url + choir.url)
    with page.expect_navigation():
        page.get_by_role("link", name="To moja organizacja").click()
    page.locator("input[name=login]").fill(asking.email)
    page.locator("input[name=password]").fill("x")
    press(page, "Zaloguj")
    page.get_by_label("Twoja funkcja w organizacji").fill("prezeska")
    page.get_by_label("Jak możemy to sprawdzić?").fill("Numer w KRS, proszę zadzwonić.")
    press(page, "Wyślij prośbę")

    context.clear_cookies()
    sign_in(page, live_server.url, editor)
    page.goto(f"{live_server.url}/cms/organizacje/")
    page.get_by_role("link", name="Chór Rzozów").first.click()
    page.get_by_label("Numer jest w rejestrze").check()
    page.get_by_label("Osoba jest reprezentantem albo wskazał ją reprezentant").check()
    press(page, "Przyjmij: ta osoba prowadzi profil")

    context.clear_cookies()
    page.goto(live_server.url + choir.url)
    expect(page.get_by_text(re.compile("Sprawdzono w rejestrze"))).to_be_visible()
    context.close()


def test_handing_over_to_a_successor(browser, live_server, choir, mailoutbox):
    leaving, coming = confirmed("odchodzi@przyklad.example"), confirmed("nastepca@przyklad.example")
    ngos.make_member(choir, leaving, "representative")
    context = browser.new_context(locale="pl-PL")
    page, panel = context.new_page(), f"{live_server.url}/moje-organizacje/{choir.pk}"
    sign_in(page, live_server.url, leaving)
    page.goto(f"{panel}/przekaz/")
    page.get_by_label("E-mail tej osoby").fill(coming.email)
    press(page, "Wyślij zaproszenie")
    link = re.search(r"https?://\S+/zaproszenie/link/\S+", mailoutbox[-1].body)[0]

    successor = browser.new_context(locale="pl-PL")
    theirs = successor.new_page()
    theirs.goto(live_server.url + link[link.index("/moje-organizacje") :])
    with theirs.expect_navigation():
        theirs.get_by_role("link", name="Zaloguj się").first.click()
    theirs.locator("input[name=login]").fill(coming.email)
    theirs.locator("input[name=password]").fill("x")
    press(theirs, "Zaloguj")
    press(theirs, "Przyjmij zaproszenie")
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Chór Rzozów")

    page.goto(f"{panel}/przekaz/")
    press(page, "Odejdź z panelu organizacji")
    assert page.goto(f"{panel}/").status == 404
    for one in (context, successor):
        one.close()


@pytest.mark.parametrize("path", ["/organizacje/", "/organizacje/skawina/chor/", "/biale-plamy/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_about_organisations(browser, live_server, choir, path, scheme):
    context = browser.new_context(viewport=PHONE, locale="pl-PL", color_scheme=scheme)
    page = context.new_page()
    page.goto(live_server.url + path)

    found = Axe().run(page)

    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()
