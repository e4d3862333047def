from ngos.models.organisation import BoardSeat, GrantReceived, OrganisationIndexPage, OrganisationPage, ReportFiled
from ngos.models.people import Claim, Invitation, Membership
from ngos.models.records import ImportLine, ImportMapping, ImportRun, Message, RegisterRow, Reminder, SelfCheck
from ngos.models.vocabulary import PublicBenefitField, TargetGroup

__all__ = [
    "BoardSeat",
    "Claim",
    "GrantReceived",
    "ImportLine",
    "ImportMapping",
    "ImportRun",
    "Invitation",
    "Membership",
    "Message",
    "OrganisationIndexPage",
    "OrganisationPage",
    "PublicBenefitField",
    "RegisterRow",
    "Reminder",
    "ReportFiled",
    "SelfCheck",
    "TargetGroup",
]
