"""Django's settings, from the environment and with safe defaults; nothing secret stands here."""

from __future__ import annotations

import os

from quanze.cli.home import data_folder
from quanze.config import environment as read
from quanze.config.oidc import oidc_settings

_home = data_folder()
if _home is None:
    raise read.refuse("请设 QUANZE_HOME 指明数据文件夹", "set QUANZE_HOME to name the data folder")

QUANZE_HOME = _home
SECRET_KEY = read.secret(os.environ, "QUANZE_SECRET_KEY", QUANZE_HOME, "secret.key")
# Seals second factors and grants; apart from SECRET_KEY, so that either can be renewed alone.
QUANZE_SEAL_KEY = read.secret(os.environ, "QUANZE_SEAL_KEY", QUANZE_HOME, "seal.key")

ALLOWED_HOSTS = read.hosts(os.environ)
DEBUG = read.debug(os.environ, ALLOWED_HOSTS)
_https = read.switch(os.environ, "QUANZE_HTTPS", default=not read.LOOPBACK.issuperset(ALLOWED_HOSTS))

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "quanze.apps.audit",
    "quanze.apps.pages.apps.PagesConfig",
    "quanze.apps.people",
    "quanze.apps.accounts",
    "quanze.apps.documents",
    "quanze.apps.organizations",
    "quanze.apps.determinations",
    "quanze.web.apps.WebConfig",
    # The last: when everything is loaded it checks that nothing undeclared is served.
    "quanze.config.apps.BootConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "quanze.config.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "quanze.apps.pages.language.in_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "quanze.config.middleware.known_caller",
]
ROOT_URLCONF = "quanze.config.urls"
WSGI_APPLICATION = "quanze.config.wsgi.application"
QUANZE_CALLER_DOOR = "quanze.config.callers"
QUANZE_BACKUP_DOOR = "quanze.config.backup"
# Dotted paths of background jobs; each must be declared.
QUANZE_JOBS: list[str] = []

DATABASES = {"default": read.database(os.environ, QUANZE_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who is told the head of the audit record at every 100th entry: a file, a folder (another machine's, best), or both.
QUANZE_WITNESS_FILE = os.environ.get("QUANZE_WITNESS_FILE", "")
QUANZE_WITNESS_FOLDER = os.environ.get("QUANZE_WITNESS_FOLDER", "")
# The hash of new audit entries, "sha256" or "sm3"; entries already there keep their own.
QUANZE_LEDGER_HASH = read.ledger_hash(os.environ)

AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = ["quanze.apps.accounts.passwords.StaffArgon2"]
# "complexity": length, classes of signs and yearly change (等保); "length": long phrases, no forced change.
QUANZE_PASSWORD_REGIME = os.environ.get("QUANZE_PASSWORD_REGIME", "complexity")

TEMPLATES = [
    {
        "BACKEND": "quanze.apps.pages.templating.Pages",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "quanze.apps.pages.templating.environment",
            "context_processors": ["quanze.web.context.shell"],
        },
    }
]

# Where a reverse proxy serves the product below a path ("/quanze"); empty at the root of a host.
QUANZE_PREFIX = read.prefix(os.environ)
FORCE_SCRIPT_NAME = QUANZE_PREFIX or None
# Whole, for Django would add the prefix only where a request came first.
STATIC_URL = f"{QUANZE_PREFIX}/static/"
STORAGES = {"staticfiles": {"BACKEND": "quanze.web.static_files.DigestStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# An address of a static file changes with its content (DigestStorage), so a browser keeps it for a year.
WHITENOISE_MAX_AGE = 31_536_000

LANGUAGE_CODE = "zh-hans"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

_prefix = "__Host-" if _https else ""
QUANZE_COOKIE = f"{_prefix}quanze"
CSRF_COOKIE_NAME = f"{_prefix}quanze-csrf"
CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "quanze.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https
# Not "no-referrer": with it browsers send "Origin: null" with our own forms, and they would be refused. Nobody outside
# is told anything either way.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if read.switch(os.environ, "QUANZE_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    QUANZE_SOURCE_HEADER = "HTTP_X_FORWARDED_FOR"
else:
    QUANZE_SOURCE_HEADER = "REMOTE_ADDR"

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
# A case with sixty violations and sixty findings still fits.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# Files stay in memory: none lies in clear on a disk. What is larger is not taken, and imported by command.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 16 * 1_048_576
DATA_UPLOAD_MAX_NUMBER_FILES = 20
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
ADMINS: list[tuple[str, str]] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

_oidc = oidc_settings(os.environ)
QUANZE_OIDC = _oidc is not None
if _oidc is not None:
    INSTALLED_APPS = [*_oidc.apps, *INSTALLED_APPS]
    MIDDLEWARE = [*_oidc.middleware, *MIDDLEWARE]
    globals().update(_oidc.values)
