"""The draft of a page made from what somebody sent: their words in their places, the rest for the editor."""

from django.conf import settings

from practices.models import PracticeIndexPage, PracticePage, PracticeResult, Submission
from shared.acts.drafts import find_free_slug


def list_of_practices() -> PracticeIndexPage | None:
    return PracticeIndexPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()


def make_page(submission: Submission, *, owner) -> PracticePage:
    """An unpublished page below the list. The address of the sender goes along only with their consent."""
    parent = list_of_practices()
    page = PracticePage(
        title=submission.title,
        slug=find_free_slug(submission.title, parent, otherwise="praktyka"),
        live=False,
        owner=owner,
        locale=parent.locale,
        contact_name=submission.who,
        contact_email=submission.email if submission.may_contact else "",
        money_sources=submission.cost,
        **{name: getattr(submission, name) for name in ("situation", "went_wrong", "conditions", *Submission.FACTS)},
    )
    page.steps = [("step", line) for line in lines(submission.steps)]
    # What came of it is free text: the editor takes the numbers out of it.
    page.results = [PracticeResult(label=line[:160], sort_order=n) for n, line in enumerate(lines(submission.results))]
    parent.add_child(instance=page)
    page.save_revision(user=owner, log_action=True, clean=False)  # summary and cost are still to be written
    return page


def lines(text: str) -> list[str]:
    return [line.strip(" -–•\t") for line in text.splitlines() if line.strip(" -–•\t")]
