"""Good practices, what people send in, messages of those who want to repeat them."""

from practices.models.practice import PracticeIndexPage, PracticePage, PracticeResult
from practices.models.records import RepeatMessage, Submission

__all__ = ["PracticeIndexPage", "PracticePage", "PracticeResult", "RepeatMessage", "Submission"]
