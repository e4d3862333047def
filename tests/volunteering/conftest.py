"""The list of campaigns, a public campaign of an organisation with one shift ahead, people who came."""

import pytest

from tests.conftest import person
from tests.factories import ngos
from tests.factories import volunteering as scene
from volunteering.services import issue_certificate


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


@pytest.fixture
def listed(home, skawina):
    return scene.make_list(home)


@pytest.fixture
def campaign(listed, organisation, skawina):
    """Published, of the organisation; its shift is in ten days."""
    return scene.make_campaign(listed, organisation=organisation, municipality=skawina)


@pytest.fixture
def slot(campaign):
    return scene.slot_of(campaign)


@pytest.fixture
def done(campaign, slot):
    """The shift of the campaign as it was yesterday."""
    slot.delete()
    return scene.make_slot(campaign, days=-1)


@pytest.fixture
def volunteer(done):
    """Somebody who came yesterday."""
    return scene.make_signup(done, attendance="present")


@pytest.fixture
def other_member(branch):
    user = person("czlonek.innej@przyklad.example")
    ngos.make_member(ngos.make_organisation(branch, slug="inna", title="Fundacja Inna"), user, "representative")
    return user


@pytest.fixture
def nobody():
    return None


@pytest.fixture
def draft(listed, organisation, skawina):
    """The first campaign of the organisation, not sent yet."""
    return scene.make_campaign(
        listed, slug="pierwsza", state="draft", live=False, organisation=organisation, municipality=skawina
    )


@pytest.fixture
def earned(volunteer):
    """Somebody whose four hours have been confirmed."""
    scene.make_hours(volunteer)
    return volunteer


@pytest.fixture
def certificate(earned, ngo_member):
    return issue_certificate(earned, by=ngo_member)


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    """People of the office sign in with one factor here; the second has tests of its own (tests/accounts)."""
    settings.STAFF_WITHOUT_TOTP = True
