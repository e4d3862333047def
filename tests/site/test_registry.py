"""Apps above say what a lower app may not know."""

from shared.registry import Registry


def test_everything_registered_is_asked_in_order_and_each_time_anew():
    asks = Registry()
    calls = []

    @asks
    def first(word, times):
        calls.append(word)
        return [word] * times

    @asks
    def second(word, times):
        return iter([word.upper()])

    assert first("a", 1) == ["a"]
    assert list(asks.found("b", 2)) == ["b", "b", "B"]
    assert list(asks.found("c", 0)) == ["C"]
    assert [list(found) for found in asks.answers("d", 1)] == [["d"], ["D"]]
    assert calls == ["a", "b", "c", "d"]


def test_two_registries_know_nothing_of_each_other_and_an_empty_one_finds_nothing():
    full, empty = Registry(), Registry()
    full(lambda: [1])

    assert (list(full.found()), list(empty.found()), list(empty.answers("x"))) == ([1], [], [])
