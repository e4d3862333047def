"""The order of apps holds for foreign keys as it does for imports."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import URLPattern, get_resolver
from django.utils.module_loading import import_string
from wagtail.models import get_page_models

from shared.pages.models import RoutedPage

ORDER = [
    "home",
    "consultations",
    "volunteering",
    "strategy",
    "practices",
    "events",
    "programme",
    "signups",
    "documents",
    "ngos",
    "accounts",
    "places",
    "shared",
]
ROOT = Path(__file__).resolve().parents[2]


def product_files():
    return [path for top in (ROOT, ROOT / "site") for app in ORDER for path in (top / app).glob("**/*.py")]


def own_models():
    return [model for app in ORDER for model in apps.get_app_config(app).get_models(include_auto_created=True)]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_downwards_only(model):
    upward = [
        f"{field.name} → {field.related_model._meta.label}"
        for field in model._meta.get_fields()
        if field.is_relation
        and (field.many_to_one or field.one_to_one or field.many_to_many)
        and not field.auto_created
        and field.related_model is not None
        and field.related_model._meta.app_label in ORDER
        and ORDER.index(field.related_model._meta.app_label) < ORDER.index(model._meta.app_label)
    ]

    assert upward == []


def test_the_import_contracts_know_every_app():
    linted = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    order, inside, circles = linted["contracts"]

    assert set(linted["root_packages"]) == {"config", *ORDER}
    assert [app for layer in order["layers"] for app in layer.split(" | ")] == ["config", *ORDER]
    assert set(inside["containers"]) == {*ORDER} - {"shared"}
    assert set(circles["ancestors"]) == {*ORDER}


def test_an_import_inside_a_function_says_why():
    """The linter asks for a `noqa`; the reason stands behind it."""
    lines = [line for path in product_files() for line in path.read_text().splitlines() if "PLC0415" in line]

    assert [line for line in lines if not re.search(r"# noqa: PLC0415 -- \w+", line)] == []


def test_the_folder_site_is_not_a_package():
    assert not (ROOT / "site" / "__init__.py").exists()


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def own_pages():
    return [page for page in get_page_models() if page._meta.app_label in ORDER]


def patterns_with_modules(resolver, module="config.urls"):
    """Every pattern of the resolver with the name of the module in whose list it stands."""
    for found in resolver.url_patterns:
        if isinstance(found, URLPattern):
            yield module, found
        else:
            yield from patterns_with_modules(found, getattr(found.urlconf_name, "__name__", module))


def test_the_addresses_of_the_site_stand_in_the_files_for_addresses():
    found = [(module, p) for module, p in patterns_with_modules(get_resolver()) if module.split(".")[0] in ORDER]

    assert found
    assert {module for module, _p in found if not module.endswith((".urls", ".urls_admin"))} == set()


def test_the_views_of_an_app_have_addresses_in_that_app():
    """An address elsewhere (in a hook, in the map) is one that the app's own files do not tell of."""
    apart = {
        (module, pattern.callback.__module__)
        for module, pattern in patterns_with_modules(get_resolver())
        if (there := pattern.callback.__module__.split(".")[0]) in ORDER
        and there not in ("shared", module.split(".")[0])
        and pattern.callback.__module__.split(".")[1] == "views"
    }

    assert apart == set()


@pytest.mark.parametrize("page", own_pages(), ids=lambda page: page._meta.label)
def test_a_page_names_what_stands_above_it(page):
    """Routes and context are found where the page says, in its own app; no page answers addresses of its own making."""
    own = [name for name, value in vars(page).items() if hasattr(value, "_routablepage_routes")]
    declared = [path for path in (getattr(page, "routes", ""), page.context) if path]

    assert own == []
    assert [path for path in declared if not import_string(path)] == []
    assert {path.split(".")[0] for path in declared} <= {page._meta.app_label}
    if issubclass(page, RoutedPage):
        assert page.routes.rpartition(".")[0] == f"{page._meta.app_label}.routes"


def test_models_state_no_addresses():
    found = [path for path in product_files() if "models" in (path.stem, path.parent.name)]

    assert found
    assert [str(path) for path in found if re.search(r"@(re_)?path\(", path.read_text())] == []
