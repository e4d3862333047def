"""The tests: no network, letters in memory, fast password hashes; the database by DATABASE_URL, else SQLite in memory."""

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES, VAR, env

SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["*"]
DEVELOPMENT = False
if not env("DATABASE_URL"):
    DATABASES["default"]["NAME"] = ":memory:"
SECURE_SSL_REDIRECT = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = VAR / "test-media"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
