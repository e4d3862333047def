"""`make run`: what it says when something stands in its way."""

import socket

import pytest
from django.core.management import CommandError, call_command

from home.management.commands.start import is_free


@pytest.fixture
def taken():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_taken_port_is_said_in_one_sentence_with_the_next_free_one(settings, taken):
    settings.DEVELOPMENT = True

    with pytest.raises(CommandError) as refusal:
        call_command("start", port=str(taken))

    first, _colon, offered = str(refusal.value).rpartition("PORT=")
    assert first == f"Something already answers at 127.0.0.1:{taken}; run this instead: make run "
    assert (int(offered) > taken, is_free("127.0.0.1", int(offered))) == (True, True)


def test_a_deployed_site_is_not_started_as_a_demonstration(settings):
    settings.DEVELOPMENT = False

    with pytest.raises(CommandError, match=r"docs/deploy\.md"):
        call_command("start")
