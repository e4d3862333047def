"""The list of good practices, one story of Skawina, one description sent in from there."""

import pytest

from tests.factories import practices


@pytest.fixture
def listed(home, skawina):
    return practices.make_list(home)


@pytest.fixture
def practice(listed, skawina):
    return practices.make_practice(listed, municipality=skawina)


@pytest.fixture
def submission(listed, skawina):
    return practices.make_submission(skawina)
