"""What an app tells the layers below stands in its contributions.py, found without being named anywhere."""

from pathlib import Path

import pytest
from django.apps import apps

from shared.letters import _letters
from tests.site.test_architecture import ORDER, ROOT

REGISTRIES = [
    "refers_to_goals", "tells_activities", "tells_figures", "tells_news", "tells_consultations", "guards_deletion",
]  # fmt: skip


def own_files() -> list[Path]:
    """The product's own Python, without tests and migrations."""
    folders = [Path(apps.get_app_config(name).path) for name in ORDER]
    return [path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.parts]


@pytest.mark.parametrize("registry", REGISTRIES)
def test_only_contributions_register_what_an_app_tells(registry):
    places = {path.name for path in own_files() if f"\n@{registry}" in path.read_text(encoding="utf-8")}

    assert places == {"contributions.py"}


def test_models_of_the_admin_are_given_to_roles_in_contributions_only():
    places = {path.name for path in own_files() if "\nallow_models(" in path.read_text(encoding="utf-8")}

    assert places == {"contributions.py"}


def test_no_app_lists_its_contributions_by_hand():
    named = [str(path.relative_to(ROOT)) for path in own_files() if "import contributions" in path.read_text("utf-8")]

    assert named == []


def test_the_letters_of_every_app_are_known_in_every_process():
    """A worker reads neither addresses nor screens, and finds a stored letter by its name alone."""
    writing = {path.parent.name for path in own_files() if path.name == "emails.py"}

    assert {write.__module__ for write in _letters.values()} == {f"{app}.emails" for app in writing}
