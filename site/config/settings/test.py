"""The tests: no network, letters in memory, fast password hashes; the database by DATABASE_URL, else SQLite in memory."""

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, LOGGING, STORAGES, VAR, env

(VAR / "static").mkdir(parents=True, exist_ok=True)
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
if env("REDIS_URL"):  # tests clear the cache, so each process of the run has a database of its own
    server, _slash, database = env("REDIS_URL").rpartition("/")
    worker = int(env("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{server}/{(int(database) + worker) % 16}"
LOGGING["root"]["level"] = "WARNING"
