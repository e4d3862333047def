"""WSGI entry point: `gunicorn -c gunicorn.conf.py config.wsgi`."""

import os
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
sys.path[:0] = [path for path in (str(BASE), str(BASE / "site")) if path not in sys.path]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
