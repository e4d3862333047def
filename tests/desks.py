"""What people at a desk do: open its screen, press a button of it, perhaps when somebody else was quicker."""

from bs4 import BeautifulSoup

from shared.office.moves import shown_state


def shown(obj, version: str = "") -> dict[str, str]:
    """What a screen opened now would post about the row."""
    return {"seen_state": shown_state(type(obj)._base_manager.get(pk=obj.pk), version)}


def hidden_fields(answer, address: str = "", name: str = "seen_state") -> dict[str, str]:
    """The hidden fields of the first form on the screen that posts to `address` and has a field of that name.

    Without an address it is a form that posts to the screen itself.
    """
    forms = BeautifulSoup(answer.content, "html.parser").find_all("form", method="post")
    form = next(
        form
        for form in forms
        if form.get("action", "").partition("?")[0] == address and form.find("input", attrs={"name": name})
    )
    return {field["name"]: field.get("value", "") for field in form.find_all("input", type="hidden")}


def press(client, screen: str, address: str, *, query: str = "", **typed):
    """Open the screen and press the button of the form that posts to `address`."""
    return client.post(address + query, {**hidden_fields(client.get(screen), address), **typed})
