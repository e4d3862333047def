"""The coordinator's screens: who may enter, a draft as lines, a ballot from its code to its result."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import ModelLogEntry

from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from strategy import services
from strategy.lifecycle import BALLOT, VERSION
from strategy.models import Ballot, SwotAnswer, SwotItem, SwotVersion
from tests.desks import hidden_fields, shown
from tests.factories import strategy as scene
from tests.kept import kept

CAST = ["coordinator", "editor", "clerk", "moderator", "resident", None]


def address(name, *args):
    return reverse(f"strategy_admin:{name}", args=args)


def press_version(client, version, name="publish", **seen):
    """The button of a screen opened now."""
    place = address("discard", version.pk) if name == "discard" else address("version_move", version.pk, name)
    return client.post(place, seen or shown(version, "last_saved"))


def press_ballot(client, ballot, name, **typed):
    place = address("write_result", ballot.pk) if name == "result" else address("move", ballot.pk, name)
    return client.post(place, {**shown(ballot), **typed})


def keys(version, quadrant="weakness"):
    return list(version.items.filter(quadrant=quadrant).order_by("rank").values_list("key", flat=True))


def lines(version, quadrant):
    return "\n".join(f"{item.key} {item.text}" for item in version.items.filter(quadrant=quadrant).order_by("rank"))


def facts(version, **changes):
    quadrants = {name: lines(version, name) for name in scene.ITEMS}
    return {"save": "1", "label": "robocza", "stage": "between", "source": "", "session": "", **quadrants, **changes}


@kept
def draft(version, coordinator):
    return services.begin_draft(version.area, by=coordinator)


@kept
def closed(version):
    """A closed ballot in which five people have turned the weaknesses round."""
    ballot = scene.make_ballot(version, state="closed")
    turned = {"W-A1": 4, "W-A2": 3, "W-A3": 2, "W-A4": 1}
    scene.make_papers(ballot, 5, entries=turned)
    return ballot


# --- who may ------------------------------------------------------------------------------------------------------


def screens(version, draft, ballot):
    return {
        "index": ("get", address("index")),
        "begin": ("post", address("begin", version.area_id)),
        "version": ("get", address("version", version.pk)),
        "draft": ("get", address("version", draft.pk)),
        "new_ballot": ("get", address("new_ballot")),
        "ballot": ("get", address("ballot", ballot.pk)),
        "move": ("post", address("move", ballot.pk, "close"), shown(ballot)),
        "result": ("post", address("write_result", ballot.pk), {}),
        "publish": ("post", address("version_move", draft.pk, "publish"), shown(draft, "last_saved")),
        "discard": ("post", address("discard", draft.pk), shown(draft, "last_saved")),
        "areas": ("get", reverse("swotarea:index")),
        "answers": ("get", reverse("swotanswer:index")),
    }


@pytest.mark.parametrize("who", CAST, ids=str)
def test_only_coordinators_enter(client, request, who, version, draft, ballot):
    if who:
        client.force_login(request.getfixturevalue(who))
    doors = screens(version, draft, ballot)

    answers = {name: getattr(client, method)(url, *data) for name, (method, url, *data) in doors.items()}

    # Wagtail's admin turns a refusal into a redirect to its front page, or to the sign-in.
    refused = {
        name
        for name, answer in answers.items()
        if answer.status_code == 302 and (answer["Location"] == "/cms/" or "logowanie" in answer["Location"])
    }
    assert refused == (set() if who == "coordinator" else set(doors))
    # The coordinator has closed the ballot and published the draft, so it was not thrown away; nobody else did anything.
    changed = who == "coordinator"
    assert Ballot.objects.get().state == ("closed" if changed else "open")
    assert SwotVersion.objects.get(pk=draft.pk).state == ("published" if changed else "draft")


@pytest.mark.parametrize("who", CAST[1:-1])
def test_services_and_moves_refuse_everybody_else(request, who, version, draft, ballot):
    user = request.getfixturevalue(who)
    acts = [
        lambda: services.begin_draft(version.area, by=user),
        lambda: services.edit_draft(draft, by=user, facts={}, lines={}),
        lambda: services.discard_draft(draft, by=user),
        lambda: services.make_ballot(by=user, version=version, session=None, method="rank", points=10, quadrants=[]),
        lambda: services.write_result(ballot, by=user, label="x"),
        lambda: VERSION.apply("publish", draft, by=user),
        lambda: BALLOT.apply("close", ballot, by=user),
    ]
    refused = 0
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
        refused += 1

    assert (refused, SwotVersion.objects.count(), Ballot.objects.count()) == (len(acts), 2, 1)


@pytest.mark.parametrize("who", ["coordinator", "editor"])
def test_the_menu_shows_the_screens_to_coordinators_only(client, request, who, version):
    client.force_login(request.getfixturevalue(who))

    assert (address("index") in client.get("/cms/").content.decode()) is (who == "coordinator")


def test_a_page_of_another_ballot_or_version_is_not_found(client, coordinator):
    client.force_login(coordinator)

    assert [client.get(address(name, 99)).status_code for name in ("version", "ballot")] == [404, 404]


# --- a draft ------------------------------------------------------------------------------------------------------


def test_a_draft_repeats_the_version_in_force(version, draft):
    assert (draft.state, draft.number, draft.base) == ("draft", None, version)
    assert keys(draft) == keys(version)


def test_there_is_one_draft_at_a_time(version, draft, coordinator):
    assert services.begin_draft(version.area, by=coordinator) == draft


def test_the_first_draft_of_an_area_is_empty(client, area, coordinator):
    client.force_login(coordinator)

    answer = client.post(address("begin", area.pk))

    draft = SwotVersion.objects.get()
    assert (answer["Location"], draft.items.count(), draft.base) == (address("version", draft.pk), 0, None)


def test_moving_lines_changes_the_order_and_new_lines_get_new_keys(client, draft, coordinator):
    client.force_login(coordinator)
    written = "W-A3 Zdanie W-A3\n\n- Zupełnie nowe zdanie [GUS 2025]\nW-A1 Zdanie W-A1 po korekcie"

    answer = client.post(address("version", draft.pk), facts(draft, weakness=written, label="zweryfikowana"))

    assert answer.status_code == 302
    rows = draft.items.filter(quadrant="weakness").order_by("rank").values_list("rank", "key", "text", "source")
    assert list(rows) == [
        (1, "W-A3", "Zdanie W-A3", ""),
        (2, "W-A5", "Zupełnie nowe zdanie", "GUS 2025"),
        (3, "W-A1", "Zdanie W-A1 po korekcie", ""),
    ]
    assert SwotVersion.objects.get(pk=draft.pk).label == "zweryfikowana"
    assert keys(draft, "strength") == ["S-A1", "S-A2", "S-A3"]


def test_a_key_once_used_is_never_given_again(draft, coordinator):
    from strategy.lines import Line

    without = {"weakness": [Line("W-A1", "Zdanie W-A1")]}
    nothing = {"label": "robocza", "stage": "between", "session": None, "source": ""}
    services.edit_draft(draft, by=coordinator, facts=nothing, lines=without)
    VERSION.apply("publish", draft, by=coordinator)
    following = services.begin_draft(draft.area, by=coordinator)

    services.edit_draft(
        following, by=coordinator, facts=nothing, lines={"weakness": [*without["weakness"], Line("", "Nowe")]}
    )

    assert keys(following) == ["W-A1", "W-A5"]  # W-A2, W-A3 and W-A4 stand in version 1


REFUSED = [
    ("W-A1 Jedno\nW-A1 Drugie", "%(key)s stands in two lines.", "W-A1"),
    ("S-A1 Atut", "%(key)s belongs to another part. Delete the key: the line gets a new one.", "S-A1"),
    ("W-B1 Inny obszar", "%(key)s belongs to another part. Delete the key: the line gets a new one.", "W-B1"),
    ("W-A77 Zmyślone", "%(key)s does not exist yet. Delete the key: the line gets a new one.", "W-A77"),
]


@pytest.mark.parametrize(("written", "sentence", "key"), REFUSED)
def test_a_wrong_key_gets_a_sentence_and_the_lines_stay_typed(client, draft, coordinator, written, sentence, key):
    client.force_login(coordinator)

    answer = client.post(address("version", draft.pk), facts(draft, weakness=written))

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"weakness": [gettext(sentence) % {"key": key}]}
    assert answer.context["form"]["weakness"].value() == written
    assert keys(draft) == ["W-A1", "W-A2", "W-A3", "W-A4"]


def test_a_draft_without_a_label_is_refused(client, draft, coordinator):
    client.force_login(coordinator)

    answer = client.post(address("version", draft.pk), facts(draft, label=" "))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["label"])


def test_publishing_gives_the_next_number(client, draft, coordinator):
    client.force_login(coordinator)

    press_version(client, draft)

    draft.refresh_from_db()
    assert (draft.number, draft.state, bool(draft.published_at)) == (2, "published", True)
    assert ModelLogEntry.objects.filter(action="lifecycle.move", object_id=str(draft.pk)).count() == 1


def test_an_empty_draft_is_not_published(client, area, coordinator):
    client.force_login(coordinator)
    draft = services.begin_draft(area, by=coordinator)

    answer = press_version(client, draft)

    assert (answer.status_code, answer.context["refused"]) == (422, [gettext("Write at least one item.")])
    assert SwotVersion.objects.get().state == "draft"


def test_a_draft_of_an_older_version_is_not_published(version, draft, coordinator):
    scene.make_version(version.area, number=2)

    with pytest.raises(MoveRefused) as refused:
        VERSION.apply("publish", draft, by=coordinator)

    sentence = gettext("Version %(number)s is newer than this draft. Begin a new draft from it.") % {"number": 2}
    assert refused.value.reasons == [sentence]
    assert services.begin_draft(version.area, by=coordinator) != draft


def test_no_version_is_published_while_people_vote(draft, ballot, coordinator):
    with pytest.raises(MoveRefused) as refused:
        VERSION.apply("publish", draft, by=coordinator)

    assert refused.value.reasons == [gettext("A ballot on this SWOT is open. Close it first.")]


def test_a_discarded_draft_goes_with_its_items(client, version, draft, coordinator):
    client.force_login(coordinator)

    press_version(client, draft, "discard")

    assert list(SwotVersion.objects.all()) == [version]
    assert SwotItem.objects.exclude(version=version).count() == 0


@pytest.mark.parametrize("name", ["publish", "discard"])
def test_a_draft_that_somebody_has_saved_meanwhile_stays_as_it_is(client, draft, coordinator, name):
    client.force_login(coordinator)
    place = address("discard", draft.pk) if name == "discard" else address("version_move", draft.pk, "publish")
    old = hidden_fields(client.get(address("version", draft.pk)), place)
    client.post(address("version", draft.pk), facts(draft, weakness="W-A1 Inne zdanie"))
    answer = client.post(place, old)

    sentence = gettext("The words have changed in the meantime. Read them again before you decide.")
    assert (answer.status_code, answer.context["refused"]) == (409, [sentence])
    assert (SwotVersion.objects.get(pk=draft.pk).state, keys(draft)) == ("draft", ["W-A1"])


# --- a published version never changes ----------------------------------------------------------------------------


def change_by_service(version, by):
    services.edit_draft(version, by=by, facts={}, lines={})


def discard(version, by):
    services.discard_draft(version, by=by)


def publish_again(version, by):
    VERSION.apply("publish", version, by=by)


def save_an_item(version, by):
    item = version.items.first()
    item.text = "Inaczej"
    item.save()


def delete_an_item(version, by):
    version.items.first().delete()


def add_an_item(version, by):
    SwotItem(version=version, key="W-A9", quadrant="weakness", rank=9, text="Nowe").save()


@pytest.mark.parametrize(
    "act",
    [change_by_service, discard, publish_again, save_an_item, delete_an_item, add_an_item],
    ids=lambda a: a.__name__,
)
def test_a_published_version_never_changes(version, coordinator, act):
    before = list(SwotItem.objects.order_by("pk").values_list("key", "rank", "text"))

    with pytest.raises(MoveNotAllowed):
        act(version, coordinator)

    assert list(SwotItem.objects.order_by("pk").values_list("key", "rank", "text")) == before


def test_a_published_version_discarded_by_a_forged_post_is_refused_on_its_screen(client, version, coordinator):
    client.force_login(coordinator)
    answer = press_version(client, version, "discard")

    assert (answer.status_code, len(answer.context["refused"]), SwotVersion.objects.count()) == (409, 1, 1)


def test_the_screen_of_a_published_version_has_no_form(client, version, coordinator):
    client.force_login(coordinator)
    client.post(address("version", version.pk), facts(version, weakness="W-A1 Inaczej"))

    assert keys(version) == ["W-A1", "W-A2", "W-A3", "W-A4"]
    assert "textarea" not in client.get(address("version", version.pk)).content.decode()


# --- a ballot -----------------------------------------------------------------------------------------------------


def new_ballot(version, **changes):
    return {
        "version": version.pk,
        "session": "",
        "method": "rank",
        "points": "10",
        "quadrants": ["weakness"],
        **changes,
    }


def test_a_ballot_is_made_in_preparation_with_its_own_code(client, version, session, coordinator):
    client.force_login(coordinator)

    answer = client.post(address("new_ballot"), new_ballot(version, session=session.pk))

    made = Ballot.objects.get()
    assert (answer["Location"], made.state, made.session, made.quadrants) == (
        address("ballot", made.pk), "draft", session, ["weakness"],
    )  # fmt: skip
    assert made.code in client.get(answer["Location"]).content.decode().replace(" ", "")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"quadrants": []}, "quadrants"),
        ({"points": "2"}, "points"),
        ({"points": "101"}, "points"),
        ({"method": "los"}, "method"),
    ],
)
def test_a_wrong_ballot_is_refused(client, version, coordinator, changes, wrong):
    client.force_login(coordinator)

    answer = client.post(address("new_ballot"), new_ballot(version, **changes))

    assert (answer.status_code, list(answer.context["form"].errors), Ballot.objects.count()) == (422, [wrong], 0)


def test_only_versions_in_force_can_be_voted_on(client, version, coordinator):
    newer = scene.make_version(version.area, number=2)
    client.force_login(coordinator)

    choices = client.get(address("new_ballot")).context["form"].fields["version"].queryset

    assert list(choices) == [newer]


def test_a_ballot_goes_from_preparation_through_open_to_closed(client, version, coordinator):
    ballot = scene.make_ballot(version, state="draft")
    client.force_login(coordinator)
    seen = []
    for name in ("open", "close"):
        press_ballot(client, ballot, name)
        ballot.refresh_from_db()
        seen.append((ballot.state, bool(ballot.opened_at), bool(ballot.closed_at)))

    assert seen == [("open", True, False), ("closed", True, True)]


@pytest.mark.parametrize(
    ("state", "name"), [("draft", "close"), ("open", "open"), ("closed", "open"), ("closed", "close")]
)
def test_no_other_move_is_made(client, version, coordinator, state, name):
    ballot = scene.make_ballot(version, state=state)
    client.force_login(coordinator)

    assert press_ballot(client, ballot, name).status_code == 409
    assert Ballot.objects.get().state == state


def test_of_two_who_close_a_ballot_the_second_is_told(client, ballot, coordinator):
    client.force_login(coordinator)
    close = address("move", ballot.pk, "close")
    old = hidden_fields(client.get(address("ballot", ballot.pk)), close)
    answers = [client.post(close, old) for _twice in (1, 2)]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert str(Ballot.State.CLOSED.label) in " ".join(answers[1].context["refused"])


def test_a_result_is_not_written_from_a_screen_of_another_state(client, closed, coordinator):
    client.force_login(coordinator)
    answer = press_ballot(client, closed, "result", seen_state="open", label="zrangowana")

    assert (answer.status_code, SwotVersion.objects.count()) == (409, 1)
    assert "zrangowana" in answer.content.decode()


def test_an_unknown_move_is_not_found(client, ballot, coordinator):
    client.force_login(coordinator)

    assert press_ballot(client, ballot, "reopen").status_code == 404


def test_there_must_be_something_to_put_in_order(client, version, coordinator):
    ballot = scene.make_ballot(version, state="draft", quadrants=["threat"])
    client.force_login(coordinator)

    answer = press_ballot(client, ballot, "open")

    sentence = gettext("There is nothing to put in order: choose a quadrant with at least two items.")
    assert (answer.status_code, answer.context["refused"]) == (422, [sentence])


def test_a_ballot_on_an_older_version_is_not_opened(version, coordinator):
    ballot = scene.make_ballot(version, state="draft")
    scene.make_version(version.area, number=2)

    with pytest.raises(MoveRefused) as refused:
        BALLOT.apply("open", ballot, by=coordinator)

    assert refused.value.reasons == [
        gettext("Version %(number)s is newer. Make a ballot on it instead.") % {"number": 2}
    ]


# --- the result ---------------------------------------------------------------------------------------------------


def test_the_result_becomes_the_next_version(client, closed, session, coordinator):
    Ballot.objects.update(session=session)
    client.force_login(coordinator)

    answer = press_ballot(client, closed, "result", **{"label": "zrangowana"})

    made = SwotVersion.objects.get(number=2)
    assert answer["Location"] == address("version", made.pk)
    assert (made.label, made.stage, made.session, made.base, made.ballot) == (
        "zrangowana", "after", session, closed.version, closed,
    )  # fmt: skip
    assert [
        (i.key, i.rank, i.mean, i.first_places, i.points, i.papers) for i in made.items.filter(quadrant="weakness")
    ] == [
        ("W-A4", 1, Decimal("1.00"), 5, None, 5),
        ("W-A3", 2, Decimal("2.00"), 0, None, 5),
        ("W-A2", 3, Decimal("3.00"), 0, None, 5),
        ("W-A1", 4, Decimal("4.00"), 0, None, 5),
    ]
    assert ModelLogEntry.objects.filter(action="strategy.result").count() == 1


def test_what_was_not_voted_on_keeps_its_order_and_its_numbers(closed, coordinator):
    SwotItem.objects.filter(key="O-A1").update(mean=Decimal("1.25"), first_places=6, papers=8)

    made = services.write_result(closed, by=coordinator, label="po głosowaniu")

    rows = made.items.exclude(quadrant="weakness").order_by("key").values_list("key", "rank", "mean", "first_places")
    assert list(rows) == [
        ("O-A1", 1, Decimal("1.25"), 6), ("O-A2", 2, None, None),
        ("S-A1", 1, None, None), ("S-A2", 2, None, None), ("S-A3", 3, None, None), ("T-A1", 1, None, None),
    ]  # fmt: skip


def test_points_are_kept_as_sums(version, coordinator):
    ballot = scene.make_ballot(version, state="closed", method="points", quadrants=["opportunity"])
    scene.make_papers(ballot, 6, entries={"O-A1": 3, "O-A2": 7})

    made = services.write_result(ballot, by=coordinator, label="na punkty")

    rows = made.items.filter(quadrant="opportunity").values_list(
        "key", "rank", "points", "mean", "first_places", "papers"
    )
    assert list(rows) == [("O-A2", 1, 42, Decimal("7.00"), 6, 6), ("O-A1", 2, 18, Decimal("3.00"), 0, 6)]


def test_a_result_written_twice_is_one_version(client, closed, coordinator):
    client.force_login(coordinator)
    for _time in range(2):
        press_ballot(client, closed, "result", **{"label": "zrangowana"})

    assert list(SwotVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert ModelLogEntry.objects.filter(action="strategy.result").count() == 1


@pytest.mark.parametrize("state", ["draft", "open"])
def test_only_a_closed_ballot_has_a_result(version, coordinator, state):
    ballot = scene.make_ballot(version, state=state)
    scene.make_papers(ballot, 6)

    with pytest.raises(MoveNotAllowed):
        services.write_result(ballot, by=coordinator, label="x")


def test_fewer_than_five_papers_make_no_version(client, version, coordinator):
    ballot = scene.make_ballot(version, state="closed")
    scene.make_papers(ballot, 4)
    client.force_login(coordinator)

    answer = press_ballot(client, ballot, "result", **{"label": "zrangowana"})

    words = gettext("There are fewer than %(least)s papers, so their order is not shown and makes no version.")
    sentence = words % {"least": 5}
    assert (answer.status_code, answer.context["refused"]) == (422, [sentence])
    assert SwotVersion.objects.count() == 1


def test_a_result_does_not_overwrite_a_newer_version(closed, coordinator):
    scene.make_version(closed.version.area, number=2)

    with pytest.raises(MoveRefused):
        services.write_result(closed, by=coordinator, label="x")

    assert SwotVersion.objects.count() == 2


def test_a_result_needs_a_label(client, closed, coordinator):
    client.force_login(coordinator)

    answer = press_ballot(client, closed, "result", **{"label": ""})

    assert (answer.status_code, SwotVersion.objects.count()) == (422, 1)


@pytest.mark.parametrize("state", ["draft", "open", "closed"])
def test_the_panel_offers_what_can_be_done_now(client, version, coordinator, state):
    ballot = scene.make_ballot(version, state=state)
    scene.make_papers(ballot, 5)
    client.force_login(coordinator)

    answer = client.get(address("ballot", ballot.pk))

    assert [made.name for made in answer.context["decisions"]] == {"draft": ["open"], "open": ["close"], "closed": []}[
        state
    ]
    assert (gettext("Write and publish") in answer.content.decode()) is (state == "closed")
    assert ("K7P 2XM" in answer.content.decode()) is (state != "closed")


# --- areas and answers --------------------------------------------------------------------------------------------


def test_an_area_in_use_is_kept_with_a_sentence(client, version, coordinator):
    client.force_login(coordinator)

    client.post(reverse("swotarea:delete", args=[version.area_id]))

    assert type(version.area).objects.filter(pk=version.area_id).exists()


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("/biale-plamy/", True),
        ("https://przyklad.example/x", True),
        ("", True),
        ("//zly.example", False),
        ("javascript:alert(1)", False),
    ],
)
def test_the_link_of_an_answer_leads_somewhere_decent(client, area, coordinator, url, good):
    client.force_login(coordinator)
    row = {"area": area.pk, "key": "W-A1", "text": "Robimy.", "url": url}

    client.post(reverse("swotanswer:add"), row)

    assert SwotAnswer.objects.filter(url=url).exists() is good


def test_coordinators_have_no_list_of_papers_or_items(client, coordinator, ballot):
    from django.contrib.auth.models import Permission

    held = Permission.objects.filter(group__user=coordinator, content_type__app_label="strategy")

    assert {permission.content_type.model for permission in held} == {"swotarea", "swotanswer"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    client, version, session, coordinator, count, django_assert_max_num_queries
):
    for number in range(count):
        ballot = scene.make_ballot(version, code=f"B2345{number + 2}", session=session, state="closed")
        scene.make_version(version.area, number=number + 2, session=session, ballot=ballot)
    client.force_login(coordinator)
    client.get(address("index"))

    with django_assert_max_num_queries(18):
        answer = client.get(address("index"))

    assert len(answer.context["ballots"]) == count
