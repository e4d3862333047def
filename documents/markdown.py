"""Markdown read as lines: signs of emphasis go, headings stay, a paragraph broken into lines becomes one."""

import re

from documents.numbering import PLAIN, recognise

HEADING = re.compile(r"^#{1,6}\s+(.*?)[\s#]*$")
IS_MARKDOWN = re.compile(r"\A---\n.*?^---$|^#{1,6} +\S", re.M | re.S)
FRONT = re.compile(r"\A---\n.*?^---$\n?", re.M | re.S)
SPANS = (
    (re.compile(r"<!--.*?-->", re.S), ""),
    (re.compile(r"</?[a-zA-Z][^<>\n]*>"), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])"), r"\1"),
)


def is_markdown(text: str) -> bool:
    """By what the text holds: a front matter or headings with hashes."""
    return bool(IS_MARKDOWN.search(text))


def read_markdown(text: str) -> list[str]:
    """One line for each paragraph, heading and item of a list."""
    text = FRONT.sub("", text)
    for pattern, replacement in SPANS:
        text = pattern.sub(replacement, text)
    out: list[str] = []
    is_open = False  # whether the line above may go on in the next one
    for raw in text.splitlines():
        line = re.sub(r"^(?:>\s*)+", "", raw.strip())
        if not line or re.fullmatch(r"[-=*_|:\s]{3,}", line):
            is_open = False
        elif match := HEADING.match(line):
            out.append(match[1] if recognise(match[1])[0] != PLAIN else f"# {match[1]}")
            is_open = False
        elif item := re.match(r"^[-*+•]\s+(.*)$", line):
            out.append(f"– {item[1]}")
            is_open = True
        elif is_open and recognise(line)[0] == PLAIN and not line.startswith("|"):
            out[-1] += f" {line}"
        else:
            out.append(
                " | ".join(cell.strip() for cell in line.strip("|").split("|")) if line.startswith("|") else line
            )
            is_open = not line.startswith("|")
    return out
