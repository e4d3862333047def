"""From a comment sent on a phone to a report in which it has an answer, in a real browser."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Office
from consultations.models import Comment, StagePage
from tests.conftest import person

pytestmark = [pytest.mark.browser, pytest.mark.indexed, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}
COMMENT = "Rezerwacja następuje najpóźniej 7 dni przed terminem."


def send_comment(page, base: str) -> str:
    """What a resident does; returns the number of the comment."""
    page.goto(f"{base}/konsultacje/skawina/swietlice/")
    page.get_by_role("link", name="Przeczytaj i zgłoś uwagę").click()
    page.locator("#p1-u1").get_by_role("link", name="Zgłoś uwagę").click()
    page.get_by_label("Twój zapis").fill(COMMENT)
    page.get_by_label("Dlaczego?").fill("Próby ustalamy z tygodnia na tydzień.")
    page.get_by_role("button", name="Dalej: sprawdź i wyślij").click()
    expect(page.locator("ins")).to_contain_text("7")
    page.get_by_label("Wiem, jak wykorzystacie moje dane").check()
    page.get_by_role("button", name="Wyślij uwagę").click()
    expect(page.get_by_role("heading", name="Mamy Twoją uwagę")).to_be_visible()
    return page.locator(".number").inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_resident_comments_on_a_paragraph_from_a_phone(browser, live_server, open_consultation, scripts):
    context = browser.new_context(viewport=PHONE, locale="pl-PL", java_script_enabled=scripts)
    page = context.new_page()

    number = send_comment(page, live_server.url)

    comment = Comment.objects.get()
    assert (number, comment.words.proposed_text, comment.state) == (comment.code, COMMENT, "pending")
    context.close()


def test_a_comment_travels_to_the_report(browser, live_server, open_consultation, as_person, skawina):
    moderator = person("moderatorka@przyklad.example", Office.Role.MODERATOR, skawina)
    clerk = person("gospodyni@przyklad.example", Office.Role.HOST, skawina)
    second = person("zastepca@przyklad.example", Office.Role.HOST, skawina)
    context = browser.new_context(locale="pl-PL")
    page, base, pk = context.new_page(), live_server.url, open_consultation.pk
    number = send_comment(page, base)

    as_person(context, moderator)
    page.goto(f"{base}/cms/konsultacje/kolejka/")
    page.keyboard.press("j")
    page.keyboard.press("p")
    expect(page.get_by_text("Nic tu nie czeka.")).to_be_visible()

    as_person(context, clerk)
    page.goto(f"{base}/cms/konsultacje/{pk}/odpowiedzi/")
    page.get_by_label("Uwzględniona", exact=True).check()
    page.get_by_label("zmieniony zapis").fill(COMMENT)
    press(page, "Zapisz szkic i przejdź do następnej")

    as_person(context, second)
    page.goto(f"{base}/cms/konsultacje/{pk}/odpowiedzi/")
    press(page, "Zatwierdź 1 cudzy szkic")
    sure(page, "Opublikuj 1 zatwierdzoną odpowiedź")
    close_yesterday()
    page.goto(f"{base}/cms/konsultacje/{pk}/")
    sure(page, "Opublikuj raport")

    context.clear_cookies()
    page.goto(f"{base}/konsultacje/skawina/swietlice/")
    page.get_by_role("link", name="Przeczytaj raport").click()
    expect(page.get_by_text(number)).to_be_visible()
    expect(page.locator(".answer")).to_contain_text("Uwzględniona")
    context.close()


def press(page, name: str) -> None:
    """Press a button that sends a form, and wait for the answer: cookies change hands only after it."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def sure(page, name: str) -> None:
    """What cannot be undone asks once more: open the question, then say yes."""
    page.locator("summary", has_text=name).click()
    press(page, "Tak, opublikuj")


def close_yesterday() -> None:
    today = timezone.localdate()
    StagePage.objects.filter(slug="uwagi").update(opens_on=today - timedelta(21), closes_on=today - timedelta(1))


PAGES = ["/", "/konsultacje/", "/konsultacje/skawina/swietlice/", "/konsultacje/skawina/swietlice/uwagi/",
         "/konsultacje/skawina/swietlice/wykaz-uwag/", "/dokumenty/", "/szukaj/?q=uwagi", "/konto/logowanie/"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, live_server, open_consultation, path, scheme):
    context = browser.new_context(viewport=PHONE, locale="pl-PL", color_scheme=scheme)
    page = context.new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(live_server.url + path)

    found = Axe().run(page)

    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found.response["violations"]] == []
    assert [url for url in requests if not url.startswith((live_server.url, "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()
