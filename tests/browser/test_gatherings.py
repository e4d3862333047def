"""Signing up on a phone, the waiting list, attendance and hours, a remark of a meeting: in a real browser."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Office
from consultations.models import Comment, ConsultationPage, StagePage
from events.models import EventIndexPage, EventPage
from signups.models import SignUp, Slot
from tests.conftest import person
from tests.factories import ngos, scenery
from tests.factories import volunteering as scene
from volunteering.models import HoursEntry

pytestmark = [pytest.mark.browser, pytest.mark.indexed, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def campaign(transactional_db, skawina):
    """A campaign of an organisation with one shift ahead that has a single place."""
    scenery.make_root()
    scenery.make_notice()
    home = scenery.make_home()
    scenery.make_lists(home, skawina)
    organisation = ngos.make_organisation(ngos.make_directory(home, skawina)[1])
    page = scene.make_campaign(scene.make_list(home), organisation=organisation, municipality=skawina)
    Slot.objects.update(capacity=1)
    return page


@pytest.fixture
def phone(browser):
    """A new phone: its own cookies each time it is asked for."""
    opened = []

    def phone(**more):
        opened.append(browser.new_context(viewport=PHONE, locale="pl-PL", has_touch=True, **more))
        return opened[-1]

    yield phone
    for context in opened:
        context.close()


def press(page, selector: str) -> None:
    """Press a button that sends a form, and wait for the answer."""
    with page.expect_navigation():
        page.locator(selector).click()


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def link(mailbox, to: str) -> str:
    """The path of the newest link to one's own sign-up among the letters to an address."""
    bodies = [letter.body for letter in mailbox if letter.to == [to]]
    return re.search(r"https?://[^/\s]+(/\S*zapisy/link/\S+)", bodies[-1])[1]


def sign_up(page, base: str, campaign, name: str, email: str) -> None:
    page.goto(base + campaign.url)
    page.locator(".slots a[href*='/zapisy/']").first.click()
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=age][value=adult]").check()
    page.locator("input[name=notice_read]").check()
    assert fits(page)
    press(page, "form.sign .actions button")


def confirm(page, base: str, mailbox, email: str) -> None:
    page.goto(base + link(mailbox, email))
    press(page, "button[name=act][value=confirm]")


def state(email: str) -> str:
    return SignUp.objects.get(email=email).state


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_somebody_signs_up_on_a_phone_and_withdraws(phone, live_server, campaign, mailoutbox, script):
    page, base, email = phone(java_script_enabled=script).new_page(), live_server.url, "ola@przyklad.example"
    sign_up(page, base, campaign, "Ola Nowak", email)
    sent = state(email)
    confirm(page, base, mailoutbox, email)

    expect(page.locator("[data-own] .state[data-tone=done]")).to_be_visible()
    assert (sent, state(email), "link" in page.url, fits(page)) == ("unconfirmed", "accepted", False, True)

    page.goto(base + link(mailoutbox, email))  # the letter that says: you have a place
    press(page, "button[name=act][value=withdraw]")
    expect(page.locator("[data-own] .state[data-tone=cancelled]")).to_be_visible()
    assert (state(email), page.locator("button[name=act]").count()) == ("withdrawn", 0)


def test_the_waiting_list_moves_up_by_itself(phone, live_server, campaign, mailoutbox):
    base, first, second = live_server.url, "pierwsza@przyklad.example", "druga@przyklad.example"
    one, two = phone().new_page(), phone().new_page()
    for page, name, email in ((one, "Pierwsza Osoba", first), (two, "Druga Osoba", second)):
        sign_up(page, base, campaign, name, email)
        confirm(page, base, mailoutbox, email)
    states = [state(first), state(second)]
    expect(two.locator("[data-own] .state[data-tone=planned]")).to_be_visible()

    one.reload()
    press(one, "button[name=act][value=withdraw]")
    offered = state(second)
    two.goto(base + link(mailoutbox, second))
    press(two, "button[name=act][value=take]")

    expect(two.locator("[data-own] .state[data-tone=done]")).to_be_visible()
    assert (states, offered, state(second)) == (["accepted", "waiting"], "offered", "accepted")


def test_the_host_marks_who_came_and_confirms_the_hours(phone, live_server, campaign, as_person):
    host, base = person("czlonkini@przyklad.example"), live_server.url
    ngos.make_member(campaign.organisation, host)
    Slot.objects.all().delete()
    slot = scene.make_slot(campaign, days=-1)
    came, absent = (scene.make_signup(slot, f"{name}@przyklad.example", name=name) for name in ("Anna", "Zofia"))
    context = phone()
    as_person(context, host)
    page = context.new_page()

    page.goto(f"{base}/prowadze/")
    page.locator(f"a[href$='/prowadze/{campaign.pk}/']").first.click()
    page.locator("a[href$='/obecnosc/']").first.click()
    page.locator(f"label:has(input[name=p-{came.pk}][value=present])").click()
    page.locator(f"label:has(input[name=p-{absent.pk}][value=absent])").click()
    assert fits(page)
    press(page, "form.attendance .actions button")
    marks = dict(SignUp.objects.values_list("name", "attendance"))

    page.goto(f"{base}/prowadze/kampania/{campaign.pk}/godziny/")
    assert fits(page)
    press(page, f"form[action$='/termin/{slot.pk}/zalicz/'] button")
    expect(page.locator(f"form[action$='/osoba/{came.pk}/zaswiadczenie/'] button")).to_be_visible()

    assert marks == {"Anna": "present", "Zofia": "absent"}
    assert list(HoursEntry.objects.values_list("signup", "minutes")) == [(came.pk, 240)]


def test_what_was_said_at_a_meeting_stands_in_the_public_register(browser, live_server, open_consultation, as_person, skawina):  # fmt: skip
    ConsultationPage.objects.update(moderation=ConsultationPage.Moderation.AFTER)
    StagePage.objects.filter(slug="uwagi").update(opens_on=timezone.localdate() - timedelta(1))
    begun = timezone.now() - timedelta(minutes=30)
    calendar = scenery.child(scenery.make_home(), EventIndexPage(title="Wydarzenia", slug="wydarzenia"))
    scenery.child(
        calendar,
        EventPage(title="Spotkanie w świetlicy", slug="spotkanie", summary="Rozmawiamy.", about=open_consultation,
                  starts_at=begun, ends_at=begun + timedelta(hours=2)),
    )  # fmt: skip
    clerk = person("gospodyni@przyklad.example", Office.Role.HOST, skawina)
    context = browser.new_context(locale="pl-PL")
    as_person(context, clerk)
    page, base = context.new_page(), live_server.url

    page.goto(f"{base}/cms/konsultacje/{open_consultation.pk}/")
    page.locator("a[href*='/spotkanie/']").click()
    page.locator("textarea[name=opinion]").fill("Skróćcie termin do siedmiu dni.")
    page.locator("select[name=unit]").select_option(index=1)
    press(page, ".office-form button")
    expect(page.locator("#entered")).to_be_visible()
    comment = Comment.objects.get()

    context.clear_cookies()
    page.goto(f"{base}/konsultacje/skawina/swietlice/wykaz-uwag/?kanal=meeting")
    expect(page.get_by_text(comment.code)).to_be_visible()
    expect(page.get_by_text("Skróćcie termin do siedmiu dni.")).to_be_visible()
    expect(page.get_by_text("Spotkanie w świetlicy")).to_be_visible()
    assert (comment.channel, comment.unit is None, page.locator("text=gospodyni").count()) == ("meeting", False, 0)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_about_volunteering(browser, live_server, campaign, as_person, scheme):
    host, slot = person("czlonkini@przyklad.example"), scene.slot_of(campaign)
    ngos.make_member(campaign.organisation, host)
    scene.make_hours(scene.make_signup(slot))
    public = [
        "/wolontariat/",
        campaign.url,
        f"{campaign.url}promocja/",
        f"/zapisy/{slot.pk}/",
        "/zaswiadczenie/",
        "/wolontariat-powiadomienia/",
    ]
    own = [f"/prowadze/{campaign.pk}/", f"/prowadze/kampania/{campaign.pk}/edytuj/", f"/prowadze/kampania/{campaign.pk}/godziny/"]  # fmt: skip
    context = browser.new_context(viewport=PHONE, locale="pl-PL", color_scheme=scheme)
    as_person(context, host)
    page, wrong = context.new_page(), {}
    for path in (*public, *own):
        page.goto(live_server.url + path)
        found = [(v["id"], v["nodes"][0]["html"][:120]) for v in Axe().run(page).response["violations"]]
        if found or not fits(page):
            wrong[path] = (found, fits(page))

    assert wrong == {}
    context.close()
