"""Every list of the programme costs the same with one and with three rows, with nothing remembered and a moment later."""

from datetime import date

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, Site

from home.models import NewsIndexPage, NewsPage
from programme.browsing import addresses_of_trees
from programme.models import GoalTree, ProjectPage
from programme.trees import make_trees
from tests.factories import practices, programme, scenery, strategy
from tests.factories.scenery import child
from tests.kept import kept

# address: the most queries with nothing remembered, and a moment later. Nine of the former belong to any page.
BUDGET = {
    "/aktualnosci/": (12, 8),
    "/dobre-praktyki/": (13, 8),
    "/dobre-praktyki/atom/": (12, 8),
    "/dobre-praktyki/csv/": (12, 8),
    "/dokumenty/": (12, 7),
    "/program/": (25, 10),
    "/program/cele/": (31, 6),
    "/program/cele/?widok=tabela": (31, 6),
    "/program/plan/": (20, 5),
    "/program/plan/csv/": (17, 4),
    "/program/plan/wskazniki/csv/": (17, 4),
    "/program/plan/json/": (17, 4),
    "/program/plan/jeden-1/": (35, 5),
    "/sesje/": (11, 6),
    "/sesje/sesja-1/": (15, 10),
    "/swot/": (17, 11),
    "/swot/csv/": (12, 10),
    "/swot/porownaj/1/1/": (12, 10),
}


class Scene:
    """A site to which rows are added one by one to every list."""

    def __init__(self, home, place):
        self.home, self.place = home, place
        self.documents = scenery.make_lists(home, place)[1]
        self.programme = programme.make_programme(home)
        self.plan = programme.make_plan(self.programme)
        self.goals = make_trees()
        self.trees = programme.make_tree_page(self.programme)
        self.practices = practices.make_list(home)
        self.swot = strategy.make_swot_page(home, strategy.make_area())

    def add(self, number: int) -> None:
        goal = self.goals[("b421", "b422", "m722")[number % 3]]
        child(
            NewsIndexPage.objects.get(),
            NewsPage(title="Nowość", slug=f"n{number}", summary="Krótko.", programme=self.programme),
        )
        document = scenery.make_document(self.documents, slug=f"dokument-{number}")
        goal.documents.add(document)
        self.programme.documents = [*self.programme.documents.all(), document]
        self.programme.save()
        practices.make_practice(self.practices, slug=f"praktyka-{number}", municipality=self.place, goals=[goal])
        session = strategy.make_session(self.home, self.place, slug=f"sesja-{number}", days=20 * number - 30)
        strategy.make_version(self.swot.area, number=number, session=session)
        programme.make_project(
            self.plan, self.place, slug=f"jeden-{number}", directions=[goal], documents=[document],
            money=[("municipal", 100, 40)] * number, milestones=[("Start", date(2025, 2, 1), None)] * number,
            indicators=[{"name": f"Głosy {row}", "target": 9, "values": [(2024, 2)]} for row in range(number)],
        )  # fmt: skip


@kept
def scene(home, skawina):
    return Scene(home, skawina)


def cost(client, path: str) -> tuple[int, int]:
    client.get(path)  # what a process learns once
    cache.clear()
    found = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        found.append(len(queries))
    return found[0], found[1]


def test_every_list_costs_the_same_with_one_and_with_three_rows(client, scene):
    scene.add(1)
    with_one = {path: cost(client, path) for path in BUDGET}
    scene.add(2)
    scene.add(3)

    for path, (most, most_a_moment_later) in BUDGET.items():
        with_three = cost(client, path)
        assert (path, with_three) == (path, with_one[path])
        assert (with_three[0] <= most, with_three[1] <= most_a_moment_later) == (True, True), (path, with_three)


def test_every_tree_has_its_address_in_two_queries_however_many_pages_show_it(scene, django_assert_num_queries):
    for slug in ("inny", "jeszcze-inny"):
        programme.make_tree_page(programme.make_programme(scene.home, slug=slug))
    cache.clear()
    Site.get_site_root_paths()  # any page has asked for them before

    with django_assert_num_queries(2):
        found = addresses_of_trees(scene.home.locale_id)

    assert found == {tree.pk: "/program/cele/" for tree in GoalTree.objects.all()}


def test_a_project_that_has_no_polish_page_is_shown_with_its_own_facts(client, scene):
    english = Locale.objects.get_or_create(language_code="en")[0]
    scene.add(1)
    page = ProjectPage.objects.get().copy_for_translation(english, copy_parents=True)
    for above in Page.objects.filter(locale=english, live=False).order_by("depth").specific():
        above.save_revision().publish()
    ProjectPage.objects.filter(locale__language_code="pl").get().delete()

    assert client.get(ProjectPage.objects.get(pk=page.pk).url).status_code == 200
