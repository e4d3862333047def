"""The table itself asks for reasons; a failed act leaves no trace."""

import pytest

from consultations.lifecycle import CONSULTATION
from consultations.models import ConsultationPage
from shared.acts.lifecycle import Lifecycle, Move, MoveRefused


def test_the_table_itself_asks_for_the_reason(consultation, clerk):
    with pytest.raises(MoveRefused):
        CONSULTATION.apply("cancel", consultation, by=clerk, reason="  ")
    assert ConsultationPage.objects.get().state == "announced"


def test_a_failed_act_leaves_the_object_as_it_was(comment, moderator):
    def fails(obj, user, reason):
        raise MoveRefused(["Nie teraz."])

    with pytest.raises(MoveRefused):
        Lifecycle(Move("hide", ("published",), "hidden", lambda user, obj: True, act=fails)).apply(
            "hide", comment, by=moderator
        )
    assert comment.state == "published"
