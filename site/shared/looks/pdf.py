"""PDF/UA by typst: the data travel as JSON, and a sign that no font can draw never stops a whole file."""

import json
import re
import subprocess
import sys
from functools import lru_cache
from itertools import count
from pathlib import Path

import typst

STANDARD = ["ua-1"]
LARGE = 400_000  # characters of data
MAX_TRIALS = 300  # compilations per process, 30 ms each
_trials = count()
# Latin letters and punctuation are in the fonts that come with typst; everything else is tried once per process.
DOUBTFUL = re.compile(r"[^\x00-ɏ‐-‧\u202f]")


@lru_cache(maxsize=4096)
def can_draw(sign: str) -> bool:
    """True when typst's own fonts, or the system's, have this one character."""
    if (
        sign >= "⺀" or next(_trials) > MAX_TRIALS
    ):  # from U+2E80 on the fonts have nothing; a flood of signs costs no time
        return False
    source = f'#set document(title: "-")\n#set text(lang: "pl")\n#"{sign}"'
    try:
        typst.compile(source.encode(), pdf_standards=STANDARD)
    except typst.TypstError:
        return False
    return True


def drawable(text: str) -> str:
    """The text with every character that has no glyph told by its Unicode number: “[U+1F44D]”.

    PDF/UA-1 forbids glyphs that say nothing (ISO 14289-1, 7.21.8), so typst refuses the file otherwise.
    """
    return DOUBTFUL.sub(lambda found: found[0] if can_draw(found[0]) else f"[U+{ord(found[0]):04X}]", text)


def pdf(template: Path, data: dict) -> bytes:
    """The tagged PDF of a template (.typ) that reads `sys.inputs.data`; words in it are text, never markup."""
    words = drawable(json.dumps(data, ensure_ascii=False))
    if len(words) > LARGE:
        return _apart(template, words)
    return typst.compile(str(template), sys_inputs={"data": words}, pdf_standards=STANDARD)


def _apart(template: Path, words: str) -> bytes:
    """A process of its own for thousands of rows: typst holds a gigabyte of them, and gives it back only by ending."""
    code = (
        "import sys, typst; words = sys.stdin.buffer.read().decode();"
        "sys.stdout.buffer.write(typst.compile(sys.argv[1], sys_inputs={'data': words}, pdf_standards=sys.argv[2:]))"
    )
    command = [sys.executable, "-c", code, str(template), *STANDARD]
    return subprocess.run(command, input=words.encode(), stdout=subprocess.PIPE, check=True).stdout  # noqa: S603
