"""Settings by environment; sensible and safe without any. The start-up guard (kernel/safety) reads them back."""

from __future__ import annotations

import os
from pathlib import Path

from southgate.config import keys, sqlite  # noqa: F401  (sqlite: the shipped library goes in before any backend)
from southgate.config.database import database

BASE_DIR = Path(__file__).resolve().parent
DATA_DIR = Path(os.environ.get("SOUTHGATE_DATA") or ".data").resolve()
SEAL_DIR = Path(os.environ.get("SEAL_DIR") or f"{DATA_DIR}-seals").resolve()
FILES_DIR = DATA_DIR / "files"
FILE_SCANNER = os.environ.get("FILE_SCANNER", "")
"""A virus scanner as a command (`clamdscan --no-summary`): 0 clean, 1 found, else no answer. None by default."""
BACKUP_DIR = Path(os.environ.get("BACKUP_DIR") or f"{DATA_DIR}-backups").resolve()

DEBUG = os.environ.get("SOUTHGATE_DEBUG") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY") or keys.text(DATA_DIR / "keys" / "secret")
SAID_KEY = keys.octets(DATA_DIR / "keys" / "said")
SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver").split(",")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "template_partials",
    "django_htmx",
    "csp",
    "ninja",
    "southgate.kernel.book",
    "southgate.kernel.identity",
    "southgate.kernel.orgs",
    "southgate.kernel.jobs",
    "southgate.kernel.packs",
    "southgate.kernel.calendar",
    "southgate.kernel.search",
    "southgate.kernel.exchange",
    "southgate.kernel.files",
    "southgate.kernel.panels",
    "southgate.apps.enterprise",
    "southgate.apps.pipeline",
    "southgate.portal",
]
"""One line a room. Kernel parts first, then rooms by floor, then portal."""

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "southgate.kernel.identity.web.middleware.Sessions",
    "southgate.kernel.identity.web.middleware.ActingMiddleware",
    "southgate.kernel.identity.web.middleware.SignInRequired",
    "southgate.kernel.identity.web.errors.Errors",
]

ROOT_URLCONF = "southgate.config.urls"
WSGI_APPLICATION = "southgate.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "southgate.portal.shell.shell",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "southgate.kernel.identity.web.validators.PackValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "southgate.kernel.identity.web.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "southgate.kernel.identity.web.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "southgate.kernel.identity.web.adapters.MfaAdapter"
MFA_FORMS = {"authenticate": "southgate.kernel.identity.web.forms.CodeForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
OIDC_ISSUER = os.environ.get("OIDC_ISSUER", "")
OIDC_ACCOUNT_CLAIM = os.environ.get("OIDC_ACCOUNT_CLAIM", "")
"""A claim (`preferred_username`) that names an account here; without one, owners link their accounts themselves."""
SOCIALACCOUNT_ADAPTER = "southgate.kernel.identity.web.adapters.SocialAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "sso",
                "name": os.environ.get("OIDC_NAME", "统一身份认证"),
                "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else []
    }
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "identity_shelf"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR.parent / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True  # the built assets lie in the package; nothing is collected
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_TEMP_DIR = None

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "img-src": ["'self'", "data:"],
    }
}
