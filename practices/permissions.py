"""Who may do what: all editors share the list of practices, each decides what was sent from their own municipality."""

from accounts.roles import may_decide
from shared.pages.models import KeepingPermissionTester


class PracticePermissionTester(KeepingPermissionTester):
    """Publishing a page made from what somebody sent is a decision about it: another municipality's editor may not."""

    def can_publish(self) -> bool:
        if not super().can_publish():
            return False
        waiting = self.page.submissions.waiting() if self.page.pk else []
        return all(may_decide(self.user, submission) for submission in waiting)
