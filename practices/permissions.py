"""Who may do what: all editors share the list of practices, each decides what was sent from their own municipality."""

from accounts.roles import Role, holds, municipalities_of
from shared.pages.models import KeepingPermissionTester


def can_decide(user, submission) -> bool:
    """The editor of the municipality it came from, and coordinators."""
    return holds(user, Role.EDITOR, submission.municipality_id) or holds(user, Role.COORDINATOR)


def decides_somewhere(user) -> bool:
    return municipalities_of(user, Role.EDITOR, Role.COORDINATOR) != []


class PracticePermissionTester(KeepingPermissionTester):
    """Publishing a page made from what somebody sent is a decision about it: another municipality's editor may not."""

    def can_publish(self):
        if not super().can_publish():
            return False
        waiting = self.page.submissions.waiting() if self.page.pk else []
        return all(can_decide(self.user, submission) for submission in waiting)
