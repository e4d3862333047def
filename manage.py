#!/usr/bin/env python3
"""Puts the project and its `site/` folder on the path, then plain Django."""

import os
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent

if __name__ == "__main__":
    sys.path[:0] = [str(BASE), str(BASE / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
