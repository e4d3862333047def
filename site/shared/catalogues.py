"""Translation catalogues: compiled with the standard library, so that `make run` needs no gettext."""

import ast
import struct
from pathlib import Path


def read_po(path: Path) -> tuple[dict[str, str], list[str]]:
    """The entries of a catalogue (msgid, with context and plural as gettext stores them → msgstr), and what is missing."""
    entries: dict[str, str] = {}
    missing: list[str] = []
    block: dict[str, str] = {}
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#, ") and "fuzzy" in line:
            block["fuzzy"] = "1"
        elif line.startswith("#"):
            continue
        elif line.strip():
            _read_line(line.strip(), block)
        elif block:
            _store(block, entries, missing)
            block = {}
    return entries, missing


def _read_line(line: str, block: dict) -> None:
    if not line.startswith('"'):
        key, line = line.split(" ", 1)
        block["last"] = key
        block[key] = ""
    block[block["last"]] += ast.literal_eval(line)


def _store(block: dict, entries: dict, missing: list) -> None:
    msgid = block.get("msgid")
    if msgid is None:
        return
    key = f"{block['msgctxt']}\x04{msgid}" if "msgctxt" in block else msgid
    if "msgid_plural" in block:
        forms = [block[name] for name in sorted(name for name in block if name.startswith("msgstr["))]
        key, value, complete = f"{key}\x00{block['msgid_plural']}", "\x00".join(forms), len(forms) == 3 and all(forms)
    else:
        value = block.get("msgstr", "")
        complete = bool(value)
    if (not complete or "fuzzy" in block) and msgid:
        missing.append(msgid)
    elif value:
        entries[key] = value


def compile_po(path: Path) -> Path:
    """Write the .mo beside the .po, unless it is newer already. The format is gettext's own (GNU gettext manual 10.3)."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
        return target
    pairs = sorted((k.encode(), v.encode()) for k, v in read_po(path)[0].items())
    ids = strings = b""
    table = []
    for msgid, msgstr in pairs:
        table.append((len(ids), len(msgid), len(strings), len(msgstr)))
        ids += msgid + b"\0"
        strings += msgstr + b"\0"
    count, key_start = len(pairs), 7 * 4 + 16 * len(pairs)
    value_start = key_start + len(ids)
    keys = [n for o1, l1, _o2, _l2 in table for n in (l1, o1 + key_start)]
    values = [n for _o1, _l1, o2, l2 in table for n in (l2, o2 + value_start)]
    head = struct.pack("Iiiiiii", 0x950412DE, 0, count, 28, 28 + count * 8, 0, 0)
    data = head + struct.pack(f"{len(keys) * 2}i", *keys, *values) + ids + strings
    temporary = target.with_suffix(".tmp")
    temporary.write_bytes(data)
    temporary.replace(target)
    return target
