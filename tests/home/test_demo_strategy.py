"""The demo holds both SWOTs of the seed row by row, the answers, two sessions and a ballot with its result."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from home.demo import strategy
from home.demo.reading import content
from strategy.models import (
    Ballot,
    BallotPaper,
    Quadrant,
    SessionPage,
    SwotAnswer,
    SwotArea,
    SwotItem,
    SwotPage,
    SwotVersion,
)

COUNTS = {
    "A": {"strength": 3, "weakness": 6, "opportunity": 4, "threat": 4},
    "B": {"strength": 4, "weakness": 1, "opportunity": 3, "threat": 4},
}
MUST_BE_ANSWERED = (
    [f"W-A{n}" for n in range(1, 7)] + ["W-B1"] + [f"T-A{n}" for n in range(1, 5)] + [f"T-B{n}" for n in range(1, 5)]
)


def census() -> list[int]:
    models = (SwotArea, SwotVersion, SwotItem, SwotAnswer, SwotPage, SessionPage, Ballot, BallotPaper)
    return [model.objects.count() for model in models]


def test_a_second_filling_adds_nothing(demo_in_polish):
    before = census()
    strategy.make_strategy()

    assert census() == before
    assert before == [2, 5, 2 * 17 + 2 * 12 + 17, 15, 2, 2, 1, 18]


@pytest.mark.parametrize("code", COUNTS)
def test_the_second_version_is_the_seed_in_its_order(demo_in_polish, code):
    version = SwotVersion.objects.get(area__code=code, number=2)
    seed = next(row["items"] for row in content("strategy")["areas"] if row["code"] == code)

    for quadrant in Quadrant:
        items = version.items.filter(quadrant=quadrant).order_by("rank")
        assert [item.text for item in items] == seed[quadrant]
        assert [item.key for item in items] == [
            f"{quadrant.letter}-{code}{n + 1}" for n in range(COUNTS[code][quadrant])
        ]


def test_the_first_version_has_the_same_items_in_another_order(demo_in_polish):
    for code in COUNTS:
        first, second = (SwotVersion.objects.get(area__code=code, number=number) for number in (1, 2))
        assert set(first.items.values_list("key", "text")) == set(second.items.values_list("key", "text"))
        assert set(first.items.values_list("key", "rank")) != set(second.items.values_list("key", "rank"))


def test_every_weakness_and_threat_is_answered(demo_in_polish):
    assert sorted(SwotAnswer.objects.values_list("key", flat=True)) == sorted(MUST_BE_ANSWERED)
    assert [answer.key for answer in SwotAnswer.objects.all() if not answer.goals.exists() or not answer.measure] == []


def test_the_ballot_became_the_third_version(demo_in_polish):
    third = SwotVersion.objects.get(number=3)

    assert (third.area.code, third.ballot.code, third.ballot.state, third.session.slug) == (
        "A",
        "K7P2XM",
        "closed",
        "sesja-2",
    )
    assert set(third.items.values_list("papers", flat=True)) == {18}
    assert list(third.items.filter(quadrant="weakness").order_by("rank").values_list("key", flat=True)) == [
        "W-A1", "W-A2", "W-A3", "W-A4", "W-A6", "W-A5",
    ]  # fmt: skip


def test_the_first_session_has_the_seven_points_of_the_seed(demo_in_polish):
    session = SessionPage.objects.get(slug="sesja-2")
    points = [point.title for point in session.agenda.all()]

    assert (len(points), points[0][:26], points[-1]) == (7, "Przywitanie uczestników, p", "Lunch.")
    assert session.is_ahead() is False


def test_the_second_session_is_in_radziszow_in_eighteen_days(demo_in_polish):
    session = SessionPage.objects.get(slug="sesja-3")

    assert (session.held_on, session.village.name) == (timezone.localdate() + timedelta(days=18), "Radziszów")
    assert len(session.agenda.all()) == 7


def test_everything_made_up_is_marked_as_a_sample(demo_in_polish):
    told = json.dumps(content("strategy"), ensure_ascii=False)

    assert [session.summary for session in SessionPage.objects.all() if "dane przykładowe" not in session.summary] == []
    assert "dane przykładowe" in content("strategy")["sources"]["working"]
    assert told.count("dane przykładowe") >= 4


@pytest.mark.parametrize(
    "path",
    [
        "/program/sesje/",
        "/program/sesje/sesja-2/",
        "/program/sesje/sesja-3/",
        "/program/swot-wspolpraca/",
        "/program/swot-partycypacja/",
        "/glos/K7P2XM/ekran/",
    ],
)
def test_every_page_answers(demo_in_polish, client, path):
    assert client.get(path).status_code == 200
