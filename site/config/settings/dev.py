"""Development and the demo: no TLS, letters kept in a file that a page of the site shows, demo people without TOTP."""

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, INSTALLED_APPS, MIDDLEWARE, SECRET_KEY, STORAGES, VAR, env, env_flag  # noqa: F401

(VAR / "static").mkdir(parents=True, exist_ok=True)
DEBUG = env_flag("DEBUG", False)
DEVELOPMENT = True
SECRET_KEY = SECRET_KEY or "development-only-key-never-used-in-production-0123456789"
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]
STAFF_WITHOUT_TOTP = env_flag("STAFF_WITHOUT_TOTP", True)
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "letters"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
