"""What the directory tells the layers below: which organisations stay, what is erased, which lists coordinators keep."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Office
from accounts.rights import allow_models
from ngos import services
from ngos.models import Claim, ImportRun, Invitation, Message, OrganisationPage, PublicBenefitField, TargetGroup
from shared.acts.retention import blank, delete, keeps, retains
from shared.acts.tick import DAILY, runs
from shared.intake.messages import MESSAGE_RULE
from shared.pages.deletion_guards import guards_deletion

allow_models(Office.Role.COORDINATOR, PublicBenefitField, TargetGroup)


@guards_deletion
def keep_organisations(page) -> str:
    """Those with members, claims or a history are not deleted: they are struck off, and their page goes."""
    below = OrganisationPage._base_manager.filter(path__startswith=page.path)
    if (
        below.exclude(memberships=None).exists()
        or below.exclude(claims=None).exists()
        or below.exclude(register_rows=None).exists()
    ):
        return _(
            "An organisation with members or a history is not deleted. Strike it off instead: its page goes, its history stays."
        )
    return ""


@retains("messages_to_organisations", gettext_lazy("Messages to an organisation: name, e-mail, words"), **MESSAGE_RULE)
def find_messages() -> QuerySet[Message]:
    return Message.objects.all()


@retains(
    "invitations_to_profiles",
    gettext_lazy("Invitations to keep the profile of an organisation: the e-mail of the invited person"),
    why=gettext_lazy("The invitation holds for seven days; for some time more it can be seen who invited whom."),
    days=90,
    after=gettext_lazy("from the day the invitation ends"),
    since="expires_at",
)
def find_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.all()


def erase_claims(claims: QuerySet[Claim]) -> int:
    """A refused claim goes; of an accepted one stays who asked, as the membership says it too."""
    refused = claims.filter(state=Claim.State.REFUSED)
    return blank(function="", message="", reason="")(claims.filter(state=Claim.State.ACCEPTED)) + delete(refused)


@retains(
    "claims",
    gettext_lazy("“This is my organisation”: your function, how we could check it, the decision"),
    why=gettext_lazy("To check who may keep the profile, and to answer when somebody disputes the decision."),
    days=365,
    term="keep.claims",
    after=gettext_lazy("from the day you asked, once it has been decided"),
    since="created_at",
    then=gettext_lazy("A refused claim is erased. Of an accepted one it stays who keeps the profile."),
    erase=erase_claims,
)
def find_claims() -> QuerySet[Claim]:
    decided = Claim.objects.exclude(state=Claim.State.NEW)
    return decided.exclude(state=Claim.State.ACCEPTED, function="", message="", reason="")


@retains(
    "abandoned_imports",
    gettext_lazy("Files of registers that nobody has decided to store"),
    why=gettext_lazy("So that a clerk can come back to an import that was begun."),
    days=30,
    after=gettext_lazy("from the day the file was opened"),
    since="created_at",
)
def find_abandoned_imports() -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(decided_at=None).defer("content")


keeps(
    gettext_lazy("Who keeps the profile of an organisation, from when until when"),
    why=gettext_lazy("So that it is known who was responsible for what the profile said."),
    until=gettext_lazy("as long as the account exists"),
)


@runs(DAILY)
def remind_members() -> int:
    """Letters about yearly confirmations and terms of office."""
    return services.remind_members()
