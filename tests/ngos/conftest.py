"""What the tests of imports share: a file of a register, a POST with its background work, a run that waits."""

import pytest
from django.urls import reverse

from ngos import import_runs
from ngos.models import ImportRun

KRS, NIP = "0000037904", "9710723801"
CONTENT = f"Nazwa;KRS;NIP\nFundacja Most;37904;{NIP}\nZła;;7743528969\nKoło;2;\n".encode("cp1250")
MAP = {"name": "Nazwa", "krs": "KRS", "nip": "NIP"}


def url(name, *args):
    return reverse(f"ngos_admin:{name}", args=args)


def make_run(by, municipality, content=CONTENT, source="opp-2014") -> ImportRun:
    return import_runs.open_run(content, name="spis.csv", source=source, municipality=municipality, by=by)


def fates(run) -> list[tuple]:
    return list(run.lines.values_list("number", "fate"))


@pytest.fixture
def act(client, django_capture_on_commit_callbacks):
    """A POST whose background work is done when it returns."""

    def act(name, /, *args, query="", **data):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url(name, *args) + query, data)

    return act


@pytest.fixture
def checked(branch, editor, skawina, django_capture_on_commit_callbacks):
    """A file of the editor of Skawina that waits for the decision."""

    def checked(content=CONTENT, by=editor):
        run = make_run(by, skawina, content)
        with django_capture_on_commit_callbacks(execute=True):
            import_runs.ask_for_check(run, mapping=MAP)
        return ImportRun.objects.get(pk=run.pk)

    return checked
