"""A dropped counter brings no old list back."""

from django.core.cache import cache

from places.models import all_places


def test_an_evicted_counter_brings_no_old_list_back(skawina):
    all_places()
    cache.delete("remembered-turn:places")  # what culling does
    skawina.name = "Nowa"
    skawina.save()

    assert [place.name for place in all_places()] == ["Nowa"]


def test_arguments_are_not_glued_together():
    """remembered.py:26 - ("a:b", "c") and ("a", "b:c") share one key (no caller does it today)."""
    from shared.cached import cached

    @cached("test-glue")
    def pair(a, b):
        return (a, b)

    assert [pair("a:b", "c"), pair("a", "b:c")] == [("a:b", "c"), ("a", "b:c")]
