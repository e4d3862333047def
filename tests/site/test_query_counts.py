"""Public pages cost the same however much they show."""

import pytest

from tests.factories import scenery

BUDGET = {
    "/": 12,
    "/konsultacje/": 12,
    "/konsultacje/skawina/swietlice/": 12,
    "/konsultacje/skawina/swietlice/uwagi/": 12,
    "/konsultacje/skawina/swietlice/uwagi/?fragment=p1-u1": 12,
    "/konsultacje/skawina/swietlice/wykaz-uwag/": 8,
    "/konsultacje/skawina/swietlice/raport/": 13,
    "/dokumenty/": 12,
    "/dokumenty/regulamin/": 12,
    "/aktualnosci/": 12,
    "/szukaj/?q=regulamin": 12,
    "/uwagi/{slug}/": 12,
}


def count(client, path, queries) -> int:
    client.get(path)
    with queries() as found:
        assert client.get(path).status_code == 200
    return len(found)


@pytest.fixture
def queries(django_assert_max_num_queries):
    return lambda: django_assert_max_num_queries(100)


@pytest.mark.indexed
@pytest.mark.parametrize("path", BUDGET)
def test_a_page_stays_within_its_budget_with_one_and_with_thirty_comments(
    client, consultation, stage, unit, path, queries
):
    first = scenery.make_comment(consultation, stage, 1, unit=unit)
    state = "reported" if "raport" in path else "announced"
    scenery.announced(consultation, state=state)
    address = path.format(slug=first.slug)
    with_one = count(client, address, queries)
    for number in range(2, 31):
        scenery.make_comment(consultation, stage, number, unit=unit)

    with_thirty = count(client, address, queries)

    assert with_thirty <= BUDGET[path]
    assert with_thirty <= with_one + 1
