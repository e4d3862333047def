"""The list of good practices, one story of Skawina, one description sent in from there."""

from tests.factories import practices
from tests.kept import kept


@kept
def listed(home, skawina):
    return practices.make_list(home)


@kept
def practice(listed, skawina):
    return practices.make_practice(listed, municipality=skawina)


@kept
def submission(listed, skawina):
    return practices.make_submission(skawina)
