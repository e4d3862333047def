"""The list of campaigns, a public campaign of an organisation with one shift ahead, people who came."""

import pytest

from tests.conftest import person
from tests.factories import ngos
from tests.factories import volunteering as scene
from tests.kept import kept
from volunteering.services import issue_certificate


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


@kept
def listed(home, skawina):
    return scene.make_list(home)


@kept
def campaign(listed, organisation, skawina):
    """Published, of the organisation; its shift is in ten days."""
    return scene.make_campaign(listed, organisation=organisation, municipality=skawina)


@kept
def slot(campaign):
    return scene.slot_of(campaign)


@kept
def done(campaign, slot):
    """The shift of the campaign as it was yesterday."""
    slot.delete()
    return scene.make_slot(campaign, days=-1)


@kept
def volunteer(done):
    """Somebody who came yesterday."""
    return scene.make_signup(done, attendance="present")


@kept(late=True)
def other_member(branch):
    user = person("czlonek.innej@przyklad.example")
    ngos.make_member(ngos.make_organisation(branch, slug="inna", title="Fundacja Inna"), user, "representative")
    return user


@pytest.fixture
def nobody():
    return None


@kept
def draft(listed, organisation, skawina):
    """The first campaign of the organisation, not sent yet."""
    return scene.make_campaign(
        listed, slug="pierwsza", state="draft", live=False, organisation=organisation, municipality=skawina
    )


@kept
def earned(volunteer):
    """Somebody whose four hours have been confirmed."""
    scene.make_hours(volunteer)
    return volunteer


@kept
def certificate(earned, ngo_member):
    return issue_certificate(earned, by=ngo_member)


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    """People of the office sign in with one factor here; the second has tests of its own (tests/accounts)."""
    settings.STAFF_WITHOUT_TOTP = True
