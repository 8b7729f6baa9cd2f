"""The Django settings: strict by default, and filled in from the desk that is served."""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from dateline import __version__
from dateline.pipeline import Desk
from dateline.pipeline.serving import configure as set_up

ROOT = Path(str(files("dateline")))
WEB = ROOT / "web"
SECRET = "desk.secret"  # noqa: S105 - the name of the file that holds it
LOCAL = ("localhost", "127.0.0.1", "[::1]")

APPS = (
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "dateline.web.people.apps.PeopleConfig",
)

MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "dateline.web.api.problems.Problems",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dateline.web.gate.Gate",
    "dateline.web.errors.OneLine",
    "axes.middleware.AxesMiddleware",
)

# Nothing but our own files: no script or style in the page, no other host, no frame around us.
POLICY: dict[str, list[str]] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

# Five wrong passwords for one name from one address: then a quarter of an hour's wait. A person mistypes
# three times at most; a guesser gets 480 tries a day.
TRIES, WAIT = 5, timedelta(minutes=15)
# A refused page is an answer and no event; what breaks is told on standard error, with its cause. Django's
# own settings would mail it, to nobody.
LOGS: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        name: {"level": "ERROR", "handlers": ["stderr"], "propagate": False}
        for name in ("django.request", "django.security", "axes")
    },
}
INVITED = timedelta(days=7)
SHORTEST = 12  # NIST SP 800-63B asks for at least 8; a desk holds other people's safety


def configure() -> None:
    """Set Django up for the web. What depends on the desk is filled in by ``use``."""
    set_up(
        APPS,
        ROOT_URLCONF="dateline.web.urls",
        WSGI_APPLICATION="dateline.web.wsgi.application",
        MIDDLEWARE=list(MIDDLEWARE),
        TEMPLATES=[_templates()],
        SECRET_KEY="",
        ALLOWED_HOSTS=list(LOCAL),
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_I18N=False,
        TIME_ZONE="UTC",
        LOGGING=LOGS,
        **_people(),
        **_safety(),
        **_static(),
    )


def use(desk: Desk, address: str) -> None:
    """Serve this desk at ``address``, unless its settings name what people type."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up by then

    url = urlsplit(desk.settings.web.address or address)
    host = url.hostname or "localhost"
    secure = url.scheme == "https"
    settings.DATELINE_DESK = desk
    settings.DATELINE_ADDRESS = f"{url.scheme}://{url.netloc}"
    settings.SECRET_KEY = secret(desk.folder)
    settings.ALLOWED_HOSTS = [*LOCAL, f"[{host}]" if ":" in host else host]
    settings.CSRF_TRUSTED_ORIGINS = [settings.DATELINE_ADDRESS]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = secure
    settings.SECURE_HSTS_SECONDS = 31_536_000 if secure else 0
    # A proxy that speaks https must set this header itself; see docs/desk.md.
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if secure else None


def secret(folder: Path) -> str:
    """Return the desk's secret, made the first time and readable by its owner alone. It signs sessions."""
    path = folder / SECRET
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def _templates() -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / "templates", ROOT / "publish" / "templates"],
        "OPTIONS": {
            "environment": "dateline.web.templating.environment",
            "context_processors": ["dateline.web.templating.around"],
        },
    }


def _people() -> dict[str, Any]:
    rules = "django.contrib.auth.password_validation."
    return {
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",
            "django.contrib.auth.backends.ModelBackend",
        ],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"{rules}UserAttributeSimilarityValidator"},
            {"NAME": f"{rules}MinimumLengthValidator", "OPTIONS": {"min_length": SHORTEST}},
            {"NAME": f"{rules}CommonPasswordValidator"},
            {"NAME": f"{rules}NumericPasswordValidator"},
        ],
        "LOGIN_URL": "people:login",
        "LOGIN_REDIRECT_URL": "desk:home",
        "PASSWORD_RESET_TIMEOUT": int(INVITED.total_seconds()),
        "OTP_TOTP_ISSUER": "Dateline",
        "AXES_FAILURE_LIMIT": TRIES,
        "AXES_COOLOFF_TIME": WAIT,
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_LOCKOUT_CALLABLE": "dateline.web.people.views.locked_out",
        "AXES_ENABLE_ADMIN": False,
        "AXES_VERBOSE": False,
        "AXES_IPWARE_PROXY_COUNT": None,
    }


def _safety() -> dict[str, Any]:
    return {
        "CONTENT_SECURITY_POLICY": {"DIRECTIVES": POLICY},
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_AGE": 60 * 60 * 12,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_FAILURE_VIEW": "dateline.web.errors.forged",
        "X_FRAME_OPTIONS": "DENY",
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2_500_000,
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "SILENCED_SYSTEM_CHECKS": ["axes.W003"],
    }


def _static() -> dict[str, Any]:
    return {
        "STATIC_URL": f"/static/{__version__}/",
        "STATICFILES_DIRS": [WEB / "static", ("dateline", ROOT / "publish" / "assets")],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_MAX_AGE": 86_400,
    }
