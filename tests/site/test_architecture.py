"""The order of apps holds for foreign keys as it does for imports."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

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


def test_the_folder_site_is_not_a_package():
    assert not (ROOT / "site" / "__init__.py").exists()


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
