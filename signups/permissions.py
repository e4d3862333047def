"""Who may do what with slots and the people who signed up."""

from typing import Any

from accounts.roles import HOSTS, is_coordinator, may_decide, works_in
from ngos.permissions import may_edit
from shared.intake.proofs import Nobody, Proof
from shared.pages.models import KeepingPermissionTester


class System(Nobody):
    """What happens by itself: the waiting list moves up, an offer runs out."""


class Holder(Proof):
    """Whoever came by the link of a letter: this sign-up is theirs."""


class Guardian(Proof):
    """The guardian, who came by the link of their own letter."""


SYSTEM = System()


def may_host(user: Any, page: Any) -> bool:
    """Members for their organisation; for what the municipality hosts its editors and hosts; for the area coordinators."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    if page.organisation_id:
        return may_edit(user, page.organisation)
    if works_in(user, page.municipality_id, *HOSTS):
        return True
    return page.municipality_id is None and is_coordinator(user)


def is_holder(user: Any, signup: Any) -> bool:
    return Holder.is_held(user, signup)


def is_guardian(user: Any, signup: Any) -> bool:
    return Guardian.is_held(user, signup)


def hosts(user: Any, signup: Any) -> bool:
    return may_host(user, signup.slot.host_page)


def is_system(user: Any, signup: Any) -> bool:
    return user is SYSTEM


def host_or_system(user: Any, slot: Any) -> bool:
    return user is SYSTEM or may_host(user, slot.host_page)


def holder_or_host(user: Any, signup: Any) -> bool:
    return is_holder(user, signup) or hosts(user, signup)


def anyone_concerned(user: Any, signup: Any) -> bool:
    """The person, the guardian, the host, or the list moving by itself."""
    return is_system(user, signup) or is_holder(user, signup) or is_guardian(user, signup) or hosts(user, signup)


class HostedPermissionTester(KeepingPermissionTester):
    """All editors share the lists; each changes and publishes only what belongs to their municipality."""

    def is_own(self) -> bool:
        return not self.page.pk or may_decide(self.user, self.page) or may_host(self.user, self.page)

    def can_edit(self) -> Any:
        return super().can_edit() and self.is_own()

    def can_publish(self) -> Any:
        return super().can_publish() and self.is_own()

    def can_unpublish(self) -> Any:
        return super().can_unpublish() and self.is_own()
