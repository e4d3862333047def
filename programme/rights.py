"""The trees of goals belong to coordinators."""

from accounts.models import Office
from accounts.rights import model_rights
from programme.models import Goal, GoalLink, GoalTree

model_rights(Office.Role.COORDINATOR, GoalTree, Goal, GoalLink)
