"""SWOT areas and answers belong to coordinators; versions and ballots change by services only, so they have no list."""

from accounts.models import Office
from accounts.rights import model_rights
from strategy.models import SwotAnswer, SwotArea

model_rights(Office.Role.COORDINATOR, SwotArea, SwotAnswer)
