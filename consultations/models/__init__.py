"""Consultations and their stages are pages; what residents send are plain records tied to them with PROTECT."""

from consultations.models.comment import Comment, CommentVersion, Submitter
from consultations.models.consultation import (
    Announcement,
    ConsultationIndexPage,
    ConsultationKind,
    ConsultationPage,
    Follower,
)
from consultations.models.response import Response
from consultations.models.stage import (
    AnswerStagePage,
    CommentStagePage,
    DateChange,
    DocumentStagePage,
    InformationStagePage,
    MeetingStagePage,
    ReportStagePage,
    StagePage,
    stage_kinds,
)

__all__ = [
    "Announcement",
    "AnswerStagePage",
    "Comment",
    "CommentStagePage",
    "CommentVersion",
    "ConsultationIndexPage",
    "ConsultationKind",
    "ConsultationPage",
    "DateChange",
    "DocumentStagePage",
    "Follower",
    "InformationStagePage",
    "MeetingStagePage",
    "ReportStagePage",
    "Response",
    "StagePage",
    "Submitter",
    "stage_kinds",
]
