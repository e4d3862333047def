"""The words of a profile on their way to the public: saved, sent to the editor, approved or returned, taken back."""

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import GroupApprovalTask, Page, PageLogEntry, TaskState, Workflow, WorkflowPage, WorkflowTask

from accounts.roles import Role as OfficeRole
from accounts.roles import may_decide
from accounts.services import group_name
from ngos import emails
from ngos.differences import differences
from ngos.lifecycle import decided
from ngos.models import OrganisationPage
from ngos.permissions import may_edit, may_manage
from shared.acts.drafts import lock_unchanged
from shared.acts.lifecycle import MoveNotAllowed

# Changes of these wait for the editor of the municipality, whatever the trust: the register must agree.
REGISTER_FIELDS = ("title", "legal_form", "krs", "nip", "regon", "register_name", "register_number", "is_pbo")
RETURNED, APPROVED = "ngos.change_returned", "ngos.change_approved"


def draft_of(organisation: OrganisationPage) -> OrganisationPage:
    """The newest words: a draft that waits, or what is public."""
    return organisation.get_latest_revision_as_object()


def waits_for_approval(organisation: OrganisationPage, changed: list[str]) -> bool:
    """By state, trust and what has changed; words saved while others wait go the same way."""
    if organisation.state != OrganisationPage.State.PUBLISHED or organisation.trust == OrganisationPage.Trust.APPROVAL:
        return True
    return organisation.workflow_in_progress or any(name in REGISTER_FIELDS for name in changed)


@transaction.atomic
def save_words(draft: OrganisationPage, *, by, changed: list[str], seen: int | None, publish: bool = True) -> str:
    """Store a draft that a form has filled in as a revision; returns "public", "waiting" or "draft".

    `seen` is the revision the form was opened on; EditedMeanwhile (shared/acts/drafts.py) when a newer one exists. Earlier drafts
    that were never sent go along, so what they change counts as well.
    """
    stored = lock_unchanged(draft, seen=seen)
    if not may_manage(by, stored):
        raise PermissionDenied
    earlier = [found.name for found in differences(stored, draft)] if stored.has_unpublished_changes else []
    revision = draft.save_revision(user=by, log_action=True, changed=True)
    return _send(stored, revision, [*changed, *earlier], by) if publish else "draft"


@transaction.atomic
def send_draft(organisation: OrganisationPage, *, by) -> str:
    """Send what was saved as a draft; returns "public" or "waiting"."""
    stored = OrganisationPage.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not may_edit(by, stored):
        raise PermissionDenied
    changed = [found.name for found in differences(stored, draft_of(stored))]
    if not changed or stored.workflow_in_progress:
        raise MoveNotAllowed("nothing to send")
    return _send(stored, stored.latest_revision, changed, by)


def _send(stored: OrganisationPage, revision, changed: list[str], by) -> str:
    if waits_for_approval(stored, changed):
        ask_for_approval(OrganisationPage.objects.get(pk=stored.pk), revision, by)
        return "waiting"
    revision.publish(user=by, skip_permission_checks=True)
    decided(stored, confirmed_on=timezone.localdate())
    return "public"


def ask_for_approval(organisation: OrganisationPage, revision, by) -> None:
    """Start the editor's workflow, bring the running one to the newest words, or resume one that was sent back."""
    state = organisation.current_workflow_state
    if state is None:
        workflow = organisation.get_workflow()
        if workflow:
            workflow.start(organisation, by)
        return
    if state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user=by)
    elif state.current_task_state:
        TaskState.objects.filter(pk=state.current_task_state.pk).update(revision=revision)


@transaction.atomic
def withdraw_words(organisation: OrganisationPage, *, by) -> None:
    """Take back what waits: the public words become the newest version again, the draft stays in the history."""
    if not may_edit(by, organisation):
        raise PermissionDenied
    state = organisation.current_workflow_state
    if state:
        state.cancel(user=by)
    live = OrganisationPage.objects.get(pk=organisation.pk)
    revision = live.save_revision(user=by, log_action=True)
    if live.live:
        revision.publish(user=by, skip_permission_checks=True)


@transaction.atomic
def settle_change(organisation: OrganisationPage, task: TaskState, *, by, approve: bool, reason: str = "") -> None:
    """Approve a waiting change (it becomes public) or return it with a reason; members get our letter, not Wagtail's.

    Wagtail writes to whoever submitted, with a link into the admin that members cannot open: so its workflow is ended
    quietly, and the log says what was decided and why.
    """
    if not may_decide(by, organisation):
        raise PermissionDenied
    task = TaskState.objects.select_for_update().get(pk=task.pk)
    if task.status != TaskState.STATUS_IN_PROGRESS:
        raise MoveNotAllowed("somebody has decided already")
    task.workflow_state.cancel(user=by)
    if approve:
        task.revision.publish(user=by, skip_permission_checks=True)
    data = {"revision": task.revision_id, "reason": reason}
    log(organisation, APPROVED if approve else RETURNED, user=by, data=data)
    emails.post_change_settled(organisation, task.revision_id, approved=approve)


def why_returned(organisation: OrganisationPage) -> str:
    """The editor's reason, while the returned words are still the newest."""
    entry = PageLogEntry.objects.filter(page=organisation.pk, action=RETURNED).order_by("-timestamp").first()
    if (
        entry is None
        or organisation.workflow_in_progress
        or entry.data.get("revision") != organisation.latest_revision_id
    ):
        return ""
    return entry.data.get("reason", "")


def give_workflow(branch) -> Workflow:
    """Every branch of the directory has a workflow whose only task belongs to its editors and to coordinators."""
    place = branch.municipality
    task = GroupApprovalTask.objects.filter(name=_task_name(place)).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=_task_name(place))
    names = [
        group_name(OfficeRole.EDITOR, place),
        group_name(OfficeRole.EDITOR, None),
        group_name(OfficeRole.COORDINATOR, None),
    ]
    task.groups.set([Group.objects.get_or_create(name=name)[0] for name in dict.fromkeys(names)])
    workflow, _created = Workflow.objects.get_or_create(name=_task_name(place))
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(page=Page.objects.get(pk=branch.pk), defaults={"workflow": workflow})
    return workflow


def _task_name(place) -> str:
    return f"Organizacje: {place}" if place else "Organizacje"
