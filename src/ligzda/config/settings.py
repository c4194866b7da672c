"""The one settings file. Everything an organisation may change is read from the environment; README.md lists the names."""

from pathlib import Path

from ligzda.config import environment as env
from ligzda.kernel import languages

BASE_DIR = Path(__file__).resolve().parents[3]
HOME = env.folder("LIGZDA_HOME", BASE_DIR)
VAR = env.folder("LIGZDA_VAR", HOME / "var")

# "local" is a trial or a developer on one's own machine; "production" is families' real files.
PRODUCTION = env.choice("LIGZDA_MODE", "local", {"local", "production"}) == "production"
HTTPS = env.flag("LIGZDA_HTTPS", default=PRODUCTION)
DEBUG = env.flag("LIGZDA_DEBUG", default=False)

SECRET_KEY = env.secret("LIGZDA_SECRET_KEY", file=VAR / "secret_key", must_be_given=PRODUCTION)
LIGZDA_KEYS_DIR = env.folder("LIGZDA_KEYS_DIR", VAR / "keys")
TRAIL_HEADS = LIGZDA_KEYS_DIR / "trail.heads"  # where the sealed trail ends, told apart from the database
ALLOWED_HOSTS = env.words("LIGZDA_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"])
SITE_ADDRESS = env.text("LIGZDA_ADDRESS", f"{'https' if HTTPS else 'http'}://{next(iter(ALLOWED_HOSTS), 'localhost')}").rstrip("/")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    # The rooms come before all others: the first app that has a template or a translation wins, and ours are the ones we want.
    "ligzda.config",
    "ligzda.demo",
    "ligzda.desk",
    "ligzda.portal",
    "ligzda.closure",
    "ligzda.services",
    "ligzda.cooperation",
    "ligzda.care",
    "ligzda.cases",
    "ligzda.projects",
    "ligzda.safeguarding",
    "ligzda.people",
    "ligzda.places",
    "ligzda.measure",
    "ligzda.documents",
    "ligzda.access",
    "ligzda.web",
    "ligzda.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # allauth's pages need it
    "django.forms",  # its widget templates, which web overrides
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "phonenumber_field",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ligzda.web.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ligzda.config.middleware.ChosenLanguage",
    "ligzda.config.middleware.NoZeroBytes",
    "ligzda.access.middleware.IdleTimeout",
    "ligzda.config.refusal.MarkedOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "ligzda.config.urls"
FORM_RENDERER = "ligzda.web.rendering.Renderer"
WSGI_APPLICATION = "ligzda.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ligzda.web.context.shell",
                "ligzda.config.navigation.shell",
            ],
        },
    },
]

# --- databases -------------------------------------------------------------------------------------------------------

DATABASES = env.databases("LIGZDA_DATABASE_URL", default_file=VAR / "ligzda.sqlite3")
DATABASE_ROUTERS = ["ligzda.access.routers.TrailRouter"]  # sends the read audit to "trail" where that database exists
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The sign-in library counts its limits in the default cache: over all processes, and on after a restart. Everything
# else of ours is kept in the process (``kernel.cached``), so that no page gains a statement.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_limits",
        "KEY_FUNCTION": "ligzda.access.limits.key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- languages -------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = languages.FIRST
LANGUAGES = languages.CHOICES
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = ["ligzda.web.formats"]
TIME_ZONE = "Europe/Riga"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
PHONENUMBER_DEFAULT_REGION = "LV"

# --- static files ----------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "ligzda.config.storage.HashedStaticFiles"
    },
}
MEDIA_ROOT = VAR / "files"
LIGZDA_FILE_MEGABYTES = 20  # the largest file that is kept
# A name of five megabytes is refused beside its field, in the reader's language; so the form has to be read first.
# Five million letters with their accents are thirty million bytes on the way here.
DATA_UPLOAD_MAX_MEMORY_SIZE = 40 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # one attendance sheet of a large camp

# --- sign-in ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_ADAPTER = "ligzda.access.adapter.AccountAdapter"
ACCOUNT_FORMS = {"reset_password": "ligzda.access.forgotten.ForgottenForm"}
MFA_ADAPTER = "ligzda.access.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "ligzda.access.second_step.AuthenticateForm",
    "reauthenticate": "ligzda.access.second_step.ReauthenticateForm",
    "activate_totp": "ligzda.access.second_step.ActivateForm",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a forgotten password of an unknown address sends nothing to anybody
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # nobody signs up: an administrator gives the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("LIGZDA_PROXIES", default=1 if PRODUCTION else 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Ligzda"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
TRAIL_YEARS = env.number("LIGZDA_TRAIL_YEARS", default=0)  # 0: the trail is kept whole
IDLE_TIMEOUT_SECONDS = env.number("LIGZDA_IDLE_MINUTES", default=30) * 60

# --- the wire --------------------------------------------------------------------------------------------------------

SESSION_ENGINE = "ligzda.access.sessions"
SESSION_COOKIE_NAME = "ligzda_session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
EMAIL_BACKEND = env.mail(env.text("LIGZDA_EMAIL_HOST", ""), production=PRODUCTION)
EMAIL_HOST = env.text("LIGZDA_EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("LIGZDA_EMAIL_PORT", default=587)
EMAIL_HOST_USER = env.text("LIGZDA_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("LIGZDA_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("LIGZDA_EMAIL_FROM", "ligzda@localhost")

# --- the log ---------------------------------------------------------------------------------------------------------

# Addresses hold random keys and messages hold no names, so the log can be read by whoever keeps the machine.
# No e-mail on errors: a traceback may quote what was typed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"path_only": {"()": "ligzda.config.log.PathOnly"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["path_only"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "ligzda": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
