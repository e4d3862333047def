"""PDF/UA and pictures by typst: data travel as JSON, fonts come with the package, a sign they lack never stops a file."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import typst

STANDARD = ["ua-1"]
LARGE = 400_000  # characters of data
MAX_TRIALS = 300  # compilations for the signs of one file, 10 ms each
# Latin letters and punctuation are in the fonts that come with typst; everything else is tried once per process.
DOUBTFUL = re.compile(r"[^\x00-ɏ‐-‧\u202f]")
_can_draw: dict[str, bool] = {}


@cache
def packaged_fonts() -> typst.Fonts:
    """The fonts inside the pinned wheel of typst (Libertinus Serif, New Computer Modern, DejaVu Sans Mono).

    Those of the machine are left out: the same data give the same file everywhere.
    """
    return typst.Fonts(include_system_fonts=False)


def compile_typst(source: str | bytes | Path, words: str = "", **options: Any) -> bytes:
    """What typst makes of a template (a path) or of a source (bytes); the template reads `words` as `sys.inputs.data`."""
    where = source if isinstance(source, bytes) else str(source)
    return typst.compile(where, sys_inputs={"data": words}, font_paths=packaged_fonts(), **options)


def try_signs(signs: list[str]) -> bool:
    """True when the fonts have every one of these characters."""
    source = f'#set document(title: "-")\n#set text(lang: "pl")\n#{json.dumps("".join(signs), ensure_ascii=False)}'
    try:
        compile_typst(source.encode(), pdf_standards=STANDARD)
    except typst.TypstError:
        return False
    return True


def learn_signs(text: str) -> None:
    """Find out which doubtful signs of a text the fonts have: all at once, and by halves where one is missing."""
    waiting = [sorted(set(DOUBTFUL.findall(text)) - set(_can_draw))]
    for _trial in range(MAX_TRIALS):
        signs = waiting.pop() if waiting else []
        if not signs:
            break
        # From U+2E80 on the fonts have nothing, so nothing is tried.
        is_drawn = signs[-1] < "⺀" and try_signs(signs)
        if is_drawn or len(signs) == 1:
            _can_draw.update(dict.fromkeys(signs, is_drawn))
        else:
            half = len(signs) // 2
            waiting += [part for part in (signs[half:], signs[:half]) if part]


def drawable(text: str) -> str:
    """The text with every character that has no glyph told by its Unicode number: “[U+1F44D]”.

    PDF/UA-1 forbids glyphs that say nothing (ISO 14289-1, 7.21.8), so typst refuses the file otherwise. A flood of
    different signs costs no more than MAX_TRIALS compilations: those not tried are told by their numbers.
    """
    learn_signs(text)
    return DOUBTFUL.sub(lambda found: found[0] if _can_draw.get(found[0]) else f"[U+{ord(found[0]):04X}]", text)


def pdf(template: Path, data: dict) -> bytes:
    """The tagged PDF of a template (.typ) that reads `sys.inputs.data`; words in it are text, never markup."""
    words = drawable(json.dumps(data, ensure_ascii=False))
    if len(words) > LARGE:
        return _apart(template, words)
    return compile_typst(template, words, pdf_standards=STANDARD)


def png(template: Path, data: dict, *, ppi: int = 72) -> bytes:
    """A picture of the first page of a template; signs without a glyph are told as in a PDF."""
    return compile_typst(template, drawable(json.dumps(data, ensure_ascii=False)), format="png", ppi=ppi)


def _apart(template: Path, words: str) -> bytes:
    """A process of its own for thousands of rows: typst holds a gigabyte of them, and gives it back only by ending."""
    code = (
        "import sys; from pathlib import Path; from shared.looks.pdf import STANDARD, compile_typst;"
        "words = sys.stdin.buffer.read().decode();"
        "sys.stdout.buffer.write(compile_typst(Path(sys.argv[1]), words, pdf_standards=STANDARD))"
    )
    command = [sys.executable, "-c", code, str(template)]
    root = Path(__file__).parents[2]
    ran = subprocess.run(command, input=words.encode(), stdout=subprocess.PIPE, check=True, cwd=root)  # noqa: S603
    return ran.stdout
