"""The programme in a real browser: a vote in the room, a goal by keyboard, two versions, a filtered plan, a practice sent in."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from documents.services import make_version
from practices.models import Submission
from programme.trees import make_trees
from strategy.models import BallotPaper
from tests.factories import practices, programme, scenery, strategy

pytestmark = [pytest.mark.browser, pytest.mark.indexed, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])


@pytest.fixture
def home(transactional_db, skawina):
    """Flushed databases lose Wagtail's root and locale, so the scenery brings its own."""
    scenery.make_root()
    home = scenery.make_home()
    scenery.make_notice()
    return home


@pytest.fixture
def ballot(home, skawina):
    """An open ballot in which four people have voted already."""
    version = strategy.make_version(strategy.make_area())
    made = strategy.make_ballot(version, session=strategy.make_session(home, skawina, days=0))
    strategy.make_papers(made, 4)
    return made


@pytest.fixture
def plan(home, skawina, liszki):
    """Three projects: two of Skawina, of which one goes on, and one of Liszki."""
    front, goals = programme.make_programme(home), make_trees()
    programme.make_tree_page(front)
    page = programme.make_plan(front)
    rows = [("mapa", skawina, "running"), ("budzet", skawina, "done"), ("dowoz", liszki, "running")]
    for slug, place, state in rows:
        programme.make_project(page, place, slug=slug, state=state, directions=[goals["b422"]])
    return page


@pytest.fixture
def changed(home, skawina):
    """A document whose second version allows seven days instead of fourteen."""
    document = scenery.make_document(scenery.make_lists(home, skawina)[1])
    document.text = document.text.replace("14 dni", "7 dni")
    document.change_note = "Skracamy czas, o co prosili mieszkańcy."
    document.save_revision().publish()
    make_version(document)
    return document


def press(page, name: str) -> None:
    """Press a button that sends a form, and wait for the answer."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@SCRIPTS
def test_a_vote_by_code_on_a_phone_is_seen_on_the_screen_of_the_room(browser, live_server, ballot, scripts):
    room = browser.new_context(locale="pl-PL").new_page()
    room.goto(f"{live_server.url}/glos/{ballot.code}/ekran/")
    expect(room.locator(".room-count")).to_contain_text("4")
    expect(room.get_by_role("img", name=re.compile(ballot.code))).to_be_visible()

    context = browser.new_context(viewport=PHONE, locale="pl-PL", java_script_enabled=scripts)
    phone = context.new_page()
    phone.goto(f"{live_server.url}/glos/")
    phone.get_by_role("textbox", name="Kod").fill("k7p 2xm")
    press(phone, "Dalej")
    for key, place in {"S-A1": 3, "S-A2": 1, "S-A3": 2}.items():
        phone.get_by_label(f"Zdanie {key}").select_option(str(place))
    assert not scripts or fits(phone)
    press(phone, "Wyślij kartę")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Mamy Twoją kartę")

    room.reload()
    expect(room.locator(".room-count")).to_contain_text("5")
    expect(room.locator(".standings").first.get_by_role("listitem").first).to_contain_text("Zdanie S-A1")
    assert BallotPaper.objects.last().entries == {"S-A1": 3, "S-A2": 1, "S-A3": 2}


def test_a_goal_is_opened_from_the_tree_by_keyboard(browser, live_server, plan):
    page = browser.new_context(locale="pl-PL").new_page()
    page.goto(f"{live_server.url}/program/cele/")
    fold = page.locator(".goals summary").first
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".goals details").first).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # the first goal below the one that was folded
    name = page.evaluate("document.activeElement.innerText")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert re.search(r"/program/cele/cel/\d+/$", page.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text(name[-20:])


@SCRIPTS
def test_two_versions_of_a_document_are_compared(browser, live_server, changed, scripts):
    page = browser.new_context(viewport=PHONE, locale="pl-PL", java_script_enabled=scripts).new_page()
    page.goto(live_server.url + changed.url)
    with page.expect_navigation():
        page.get_by_role("link", name="Co się zmieniło w tej wersji").click()
    expect(page.locator("del").filter(has_text="14")).to_be_visible()
    expect(page.locator("ins").filter(has_text="7")).to_be_visible()
    expect(page.get_by_text("Skracamy czas, o co prosili mieszkańcy.")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("link", name="Pokaż obok siebie").click()

    assert page.url.endswith("/porownaj/1/2/?widok=obok")
    assert not scripts or fits(page)


@SCRIPTS
def test_the_plan_is_filtered_and_taken_away_as_csv(browser, live_server, plan, scripts):
    page = browser.new_context(locale="pl-PL", java_script_enabled=scripts).new_page()
    page.goto(f"{live_server.url}/program/plan/")
    page.get_by_label("Gmina").select_option("skawina")
    page.get_by_label("Stan").select_option("running")
    press(page, "Pokaż")
    expect(page.get_by_role("status")).to_have_text("1 projekt")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="projekty (CSV)", exact=True).click()

    lines = waiting.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert (len(lines), "Projekt mapa" in lines[1]) == (2, True)


@SCRIPTS
def test_a_resident_describes_a_good_practice(browser, live_server, home, skawina, scripts):
    practices.make_list(home)
    page = browser.new_context(viewport=PHONE, locale="pl-PL", java_script_enabled=scripts).new_page()
    page.goto(f"{live_server.url}/dobre-praktyki/")
    with page.expect_navigation():
        page.get_by_role("link", name="Opisz swoją praktykę").click()
    words = practices.WORDS
    for label, name in {
        "Co zrobiliście?": "title", "Jak było wcześniej?": "situation", "Co zrobiliście, krok po kroku?": "steps",
        "Co z tego wyszło?": "results", "Co poszło źle?": "went_wrong",
    }.items():  # fmt: skip
        page.get_by_label(label).fill(words[name])
    press(page, "Dalej: sprawdź i wyślij")
    page.get_by_label("Kto to zrobił?").fill("Rada sołecka")
    page.get_by_label("Gmina").select_option(label="Skawina")
    page.get_by_label("E-mail").fill(practices.PRIVATE)
    page.get_by_label("Wiem, jak wykorzystacie moje dane").check()
    press(page, "Wyślij opowieść")

    expect(page.get_by_role("heading", level=1)).to_have_text("Mamy Twoją opowieść")
    sent = Submission.objects.get()
    assert page.locator(".number").inner_text() == sent.code
    assert (sent.title, sent.municipality, sent.email) == (words["title"], skawina, practices.PRIVATE)


PAGES = ["/glos/", "/glos/K7P2XM/", "/glos/K7P2XM/ekran/", "/glos/K7P2XM/kartka/", "/program/", "/program/cele/",
         "/program/cele/?widok=tabela", "/program/plan/", "/program/plan/mapa/", "/sesje/sesja/"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_about_the_programme(browser, live_server, ballot, plan, path, scheme):
    page = browser.new_context(viewport=PHONE, locale="pl-PL", color_scheme=scheme).new_page()
    page.goto(live_server.url + path)

    found = Axe().run(page)

    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found.response["violations"]] == []
    assert fits(page)
