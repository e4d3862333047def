"""Drafts in the browser: restored and told, started anew, forbidden on a shared computer, gone with the receipt or a day."""

import pytest
from playwright.sync_api import expect

from consultations.models import Comment, DocumentStagePage
from tests.factories import events, practices

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Ławka przy świetlicy od zaraz"
RESTORED = "Przywróciliśmy szkic"
OLD = """() => Object.keys(localStorage).forEach((key) => {
  const kept = JSON.parse(localStorage.getItem(key));
  localStorage.setItem(key, JSON.stringify({ ...kept, at: kept.at - 25 * 60 * 60 * 1000 }));
})"""


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="pl-PL")
    yield context.new_page()
    context.close()


@pytest.fixture
def comment_url(live_server, open_consultation):
    stage = DocumentStagePage.objects.child_of(open_consultation).get()
    return f"{live_server.url}/uwagi/{stage.pk}/nowa/?fragment=p1-u1"


def kept(page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('razem-draft-'))")


def begin(page, url: str) -> None:
    page.goto(url)
    page.get_by_label("Twój zapis").fill(WORDS)
    page.goto(url)


def send(page) -> None:
    page.get_by_label("Dlaczego?").fill("Bo stoją.")
    page.get_by_role("button", name="Dalej: sprawdź i wyślij").click()
    page.get_by_label("Wiem, jak wykorzystacie moje dane").check()
    page.get_by_role("button", name="Wyślij uwagę").click()
    expect(page.get_by_role("heading", name="Mamy Twoją uwagę")).to_be_visible()


def test_whoever_comes_back_is_told_that_the_draft_was_restored(page, comment_url):
    page.goto(comment_url)
    before = page.get_by_text(RESTORED).is_visible()
    begin(page, comment_url)

    expect(page.get_by_label("Twój zapis")).to_have_value(WORDS)
    expect(page.get_by_text(RESTORED)).to_be_visible()
    expect(page.locator(".live-diff ins").first).to_be_visible()
    assert before is False


def test_starting_anew_brings_back_the_form_and_forgets_the_words(page, comment_url, open_consultation):
    page.goto(comment_url)
    first = page.get_by_label("Twój zapis").input_value()
    begin(page, comment_url)
    page.get_by_role("button", name="Zacznij od nowa").click()

    expect(page.get_by_label("Twój zapis")).to_have_value(first)
    expect(page.get_by_text(RESTORED)).to_be_hidden()
    expect(page.locator(".live-diff")).to_be_hidden()
    assert kept(page) == []


def test_a_shared_computer_keeps_nothing_once_it_is_told(page, comment_url):
    begin(page, comment_url)
    page.get_by_role("button", name="To wspólny komputer: nie zapamiętuj").first.click()
    page.get_by_label("Dlaczego?").fill("Bo stoją.")

    expect(page.get_by_text("ta karta niczego nie zapamiętuje")).to_be_visible()
    expect(page.get_by_label("Twój zapis")).to_have_value(WORDS)
    assert kept(page) == []
    page.goto(comment_url)
    expect(page.get_by_text(RESTORED)).to_be_hidden()


def test_a_draft_lasts_a_day(page, comment_url):
    begin(page, comment_url)
    page.evaluate(OLD)
    page.goto(comment_url)

    expect(page.get_by_text(RESTORED)).to_be_hidden()
    assert kept(page) == []


def test_only_the_receipt_of_what_was_sent_clears_its_draft(page, comment_url):
    whole = comment_url.split("?")[0]
    page.goto(whole)
    page.get_by_label("Twoja uwaga").fill("O całości")
    page.goto(comment_url)
    page.get_by_label("Twój zapis").fill(WORDS)
    send(page)

    assert [key.rpartition("-")[2] for key in kept(page)] == ["all"]
    page.goto(whole)
    expect(page.get_by_label("Twoja uwaga")).to_have_value("O całości")


def test_going_back_from_the_second_screen_shows_the_newest_words_without_a_word_about_drafts(page, comment_url):
    page.goto(comment_url)
    page.get_by_label("Twój zapis").fill(WORDS)
    page.get_by_label("Dlaczego?").fill("Bo stoją.")
    page.get_by_role("button", name="Dalej: sprawdź i wyślij").click()
    page.get_by_role("button", name="Wróć do tekstu").click()

    expect(page.get_by_label("Twój zapis")).to_have_value(WORDS)
    expect(page.get_by_text(RESTORED)).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_the_receipt_has_a_way_out_of_a_shared_computer(browser, comment_url, scripts):
    context = browser.new_context(locale="pl-PL", java_script_enabled=scripts)
    page = context.new_page()
    page.goto(comment_url.split("?")[0])
    if scripts:
        page.get_by_label("Twoja uwaga").fill("O całości")
    page.goto(comment_url)
    page.get_by_label("Twój zapis").fill(WORDS)
    send(page)
    receipt = page.url
    page.get_by_role("button", name="To wspólny komputer: zapomnij mnie").click()

    expect(page.get_by_role("heading", name="Ta przeglądarka niczego już nie pamięta")).to_be_visible()
    assert (context.cookies(), kept(page) if scripts else []) == ([], [])
    page.goto(receipt)
    expect(page.get_by_text(WORDS)).to_be_hidden()
    assert Comment.objects.count() == 1
    context.close()


def test_a_form_of_one_screen_keeps_a_draft_until_it_is_sent(page, live_server, open_consultation, skawina):
    home = open_consultation.get_parent().get_parent().get_parent()
    slot = events.make_slot(events.make_event(events.make_calendar(home), municipality=skawina))
    url = f"{live_server.url}/zapisy/{slot.pk}/"
    page.goto(url)
    page.get_by_label("Pytanie lub potrzeba").fill(WORDS)
    page.locator("input[name=name]").fill("Ola Nowak")
    page.goto(url)
    expect(page.get_by_text(RESTORED)).to_be_visible()
    expect(page.get_by_label("Pytanie lub potrzeba")).to_have_value(WORDS)
    expect(page.locator("input[name=name]")).to_have_value("")
    page.locator("form.sign .actions .button").last.click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert kept(page) == [f"razem-draft-signup-{slot.pk}"]

    page.locator("input[name=name]").fill("Ola Nowak")
    page.locator("input[name=email]").fill("ola@przyklad.example")
    page.locator("input[name=notice_read]").check()
    page.locator("form.sign .actions .button").last.click()
    expect(page.get_by_role("heading", name="Sprawdź skrzynkę")).to_be_visible()
    assert kept(page) == []


def test_the_second_form_of_two_screens_keeps_its_own_draft(page, live_server, open_consultation):
    practices.make_list(open_consultation.get_parent().get_parent().get_parent())
    page.goto(f"{live_server.url}/dobra-praktyka/opisz/")
    page.get_by_label("Jak było wcześniej?").fill(WORDS)

    assert kept(page) == ["razem-draft-practice"]
