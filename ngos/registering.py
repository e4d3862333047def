"""An organisation that is not in the directory yet: a person submits it, the editor of its municipality publishes it."""

import uuid

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from ngos.memberships import begin_membership
from ngos.models import Membership, OrganisationIndexPage, OrganisationPage
from places.models import Municipality
from shared.acts.drafts import find_free_slug

SUBMITTED = "ngos.submitted"
TAKEN = ("mapa", "csv")  # addresses of the branch itself (OrganisationIndexPage)


def municipalities_with_branch():
    """Where an organisation can be submitted: each has a branch of the directory with its editors."""
    return Municipality.objects.filter(pk__in=OrganisationIndexPage.objects.branches().values("municipality"))


def stored_form(form_key: uuid.UUID, by) -> OrganisationPage | None:
    """What this person's form has stored already, if it has."""
    return OrganisationPage.objects.filter(translation_key=_key(form_key, by)).first()


def _key(form_key: uuid.UUID, by) -> uuid.UUID:
    """The page's own key, unique in the database: one form of one person is one page, however often it is sent."""
    return uuid.uuid5(form_key, str(by.pk))


@transaction.atomic
def submit_organisation(words: OrganisationPage, *, by, function: str, form_key: uuid.UUID) -> OrganisationPage:
    """Store a profile nobody but its representative and the editor sees; the same form sent twice is one profile."""
    found = OrganisationIndexPage.objects.branches().filter(municipality=words.municipality_id)
    branch = found.select_for_update(of=("self",)).select_related("locale").first()
    there = stored_form(form_key, by)
    if there:
        return there
    words.translation_key, words.locale, words.live = _key(form_key, by), branch.locale, False
    words.slug = free_slug(branch, words.title)
    branch.add_child(instance=words)
    words.save_revision(user=by)
    begin_membership(words, by, role=Membership.Role.REPRESENTATIVE)
    log(words, SUBMITTED, user=by, data={"function": function})
    return words


def free_slug(branch: OrganisationIndexPage, title: str) -> str:
    """An address below the branch that is not one of the branch's own."""
    return find_free_slug(title, branch, otherwise="organizacja", taken=TAKEN)


def submission_of(organisation: OrganisationPage) -> PageLogEntry | None:
    """Who submitted the profile, when, and in which function; for the editor's desk."""
    found = PageLogEntry.objects.filter(page=organisation.pk, action=SUBMITTED).select_related("user")
    return found.order_by("timestamp").first()
