"""The programme: trees of goals, projects, statements, reports."""

from programme.models.goal import Goal, GoalLink, GoalTree
from programme.models.programme import ProgrammePage, UpdateStep
from programme.models.project import (
    IndicatorValue,
    Milestone,
    PlanPage,
    ProjectIndicator,
    ProjectMoney,
    ProjectPage,
)
from programme.models.report import EvaluationPage, FrozenReport, MonitoringReportPage
from programme.models.statement import StatementPage, StatementVersion
from programme.models.tree import GoalTreePage

__all__ = [
    "EvaluationPage",
    "FrozenReport",
    "Goal",
    "GoalLink",
    "GoalTree",
    "GoalTreePage",
    "IndicatorValue",
    "Milestone",
    "MonitoringReportPage",
    "PlanPage",
    "ProgrammePage",
    "ProjectIndicator",
    "ProjectMoney",
    "ProjectPage",
    "StatementPage",
    "StatementVersion",
    "UpdateStep",
]
