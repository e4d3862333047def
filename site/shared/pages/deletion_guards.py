"""What residents have sent, and texts that can be cited, may not be deleted with a page: apps say why."""

from typing import Any

from shared.registry import Registry

# check(page) -> a sentence that forbids deleting the page and all below it, or an empty one
guards_deletion = Registry()


def reasons(page: Any) -> list[str]:
    """Why this page cannot be deleted; an empty list when it can."""
    return [sentence for sentence in guards_deletion.answers(page) if sentence]
