"""Templates stay readable: short lines, short files; `make lint` checks how they are formatted."""

from pathlib import Path

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates"
LONGEST_LINE, MOST_LINES = 160, 120


def lines_of_templates():
    return {str(path.relative_to(FOLDER)): path.read_text().splitlines() for path in FOLDER.rglob("*.html")}


def test_no_line_of_a_template_is_too_long():
    lines = lines_of_templates()
    assert len(lines) > 300
    too_long = [
        f"{name}:{number}"
        for name, found in sorted(lines.items())
        for number, line in enumerate(found, 1)
        if len(line) > LONGEST_LINE
    ]
    assert not too_long, "run `make fmt`, then break what is left by hand"


def test_no_template_is_too_long():
    too_long = [name for name, lines in sorted(lines_of_templates().items()) if len(lines) > MOST_LINES]
    assert not too_long, "move a part into a template of its own"
