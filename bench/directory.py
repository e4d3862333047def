"""The directory at 8 000 organisations: queries, CPU milliseconds, milliseconds of the facets, weight of the map.

Run with `make bench` on SQLite, or with DATABASE_URL on PostgreSQL; it works in a test database and leaves nothing.
"""

import gzip
import os
import random
import sys
import time
from pathlib import Path
from statistics import median

BASE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(BASE), str(BASE / "site")]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
HOW_MANY, TIMES = 8000, 15


def main() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        fill()
        measure()
    finally:
        connection.creation.destroy_test_db(":memory:", verbosity=0)


def fill() -> None:
    """Five municipalities, 56 villages, 8 000 organisations with one to three fields, in bulk."""
    from home import tree
    from home.demo import places
    from ngos.choices import LegalForm
    from ngos.models import OrganisationIndexPage, OrganisationPage, PublicBenefitField
    from ngos.vocabulary import make_vocabulary
    from places.models import Solectwo

    make_vocabulary()
    places.make_places()
    tree.make_tree()
    chance = random.Random(7)  # noqa: S311 - the same data every time
    branches = {branch.municipality_id: branch for branch in OrganisationIndexPage.objects.exclude(municipality=None)}
    villages, numbers = list(Solectwo.objects.all()), dict.fromkeys(branches, 0)
    pages = []
    for number in range(HOW_MANY):
        village = chance.choice(villages)
        branch = branches[village.municipality_id]
        numbers[village.municipality_id] += 1
        page = OrganisationPage(
            title=f"Stowarzyszenie {number}", slug=f"stowarzyszenie-{number}", municipality_id=village.municipality_id,
            village=village, legal_form=chance.choice(LegalForm.values), mission="Razem można więcej.", locale=branch.locale,
            looks_for_volunteers=chance.random() < 0.3, is_pbo=chance.random() < 0.2, room="sala" if chance.random() < 0.1 else "",
        )  # fmt: skip
        page.depth = branch.depth + 1
        page.path = OrganisationPage._get_path(branch.path, page.depth, numbers[village.municipality_id])
        page.url_path = f"{branch.url_path}{page.slug}/"
        page.set_url_path(branch)
        page.content_type_id = None
        pages.append(page)
    store(pages, list(PublicBenefitField.objects.all()), chance)


def store(pages, fields, chance) -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from django.utils import timezone
    from wagtail.models import Page

    from ngos.models import OrganisationPage

    kind = ContentType.objects.get_for_model(OrganisationPage)
    base_names = [f.name for f in Page._meta.concrete_fields if f.name != "id"]
    rows = [
        Page(**{**{n: getattr(p, Page._meta.get_field(n).attname) for n in ()}, **_base(p, base_names, kind)})
        for p in pages
    ]
    Page.objects.bulk_create(rows, batch_size=500)
    keys = dict(Page.objects.filter(content_type=kind).values_list("path", "pk"))
    own = list(OrganisationPage._meta.local_concrete_fields)
    today = timezone.localdate()
    with connection.cursor() as cursor:
        columns = [f.column for f in own]
        marks = ", ".join(["%s"] * len(columns))
        names = ", ".join(f'"{c}"' for c in columns)
        values = []
        for page in pages:
            page.page_ptr_id, page.state, page.confirmed_on = keys[page.path], "published", today
            values.append([f.get_db_prep_save(getattr(page, f.attname), connection) for f in own])
        cursor.executemany(f"INSERT INTO ngos_organisationpage ({names}) VALUES ({marks})", values)  # noqa: S608 - own names
    through = OrganisationPage.fields.through
    through.objects.bulk_create(
        [
            through(organisationpage_id=key, publicbenefitfield_id=field.pk)
            for key in keys.values()
            for field in chance.sample(fields, chance.randint(1, 3))
        ],
        batch_size=1000,
    )


def _base(page, names, kind) -> dict:
    from wagtail.models import Page

    values = {Page._meta.get_field(n).attname: getattr(page, Page._meta.get_field(n).attname) for n in names}
    return {**values, "content_type_id": kind.pk, "live": True}


class Counted:
    """Counts the statements that pass through a connection."""

    number = 0

    def __call__(self, run, *call):
        self.number += 1
        return run(*call)


def measure() -> None:
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client

    from ngos.listing import LISTING, listed_in
    from shared.lists.facets import Filters

    client, vendor = Client(), connection.vendor
    print(f"{HOW_MANY} organisations, {vendor}, medians of {TIMES}")
    for name, path in (
        ("first page", "/organizacje/"),
        ("one municipality, one field", "/organizacje/?gmina=skawina&pole=culture"),
    ):
        client.get(path)
        asked = Counted()
        with connection.execute_wrapper(asked):
            assert client.get(path).status_code == 200
        took = []
        for _again in range(TIMES):
            began = time.process_time()
            client.get(path)
            took.append((time.process_time() - began) * 1000)
        print(f"{name:30} {asked.number:3} queries {median(took):8.1f} CPU ms")
    took = []
    for _again in range(TIMES):
        began = time.perf_counter()
        Filters.read({}, None, LISTING.facets).count(listed_in(None), LISTING.facets)
        took.append((time.perf_counter() - began) * 1000)
    print(f"{'all facets with counts':30}   1 query  {median(took):8.1f} ms")
    cache.clear()
    began = time.perf_counter()
    body = client.get("/organizacje/mapa/").content
    first = (time.perf_counter() - began) * 1000
    began = time.perf_counter()
    client.get("/organizacje/mapa/")
    print(
        f"{'map data':30} {len(gzip.compress(body)) / 1000:8.1f} kB compressed, first {first:.0f} ms, then {(time.perf_counter() - began) * 1000:.1f} ms"
    )


if __name__ == "__main__":
    main()
