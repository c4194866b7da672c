"""Every address. A room lists its own; sign-in is allauth's, under our addresses and without its sign-up."""

from allauth.account import views as account
from django.urls import include, path, re_path

from ligzda.access.views.account import language
from ligzda.config.views import home

handler400 = "ligzda.config.views.unreadable"
urlpatterns = [
    path("", home, name="home"),
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/forgotten/", account.password_reset, name="account_reset_password"),
    path("account/password/set/", account.password_reset, name="account_set_password"),  # who has none yet asks for a link
    path("account/password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(  # the key holds a dash as well: the first one parts it from the number
        r"^account/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/new/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/two-step/", include("allauth.mfa.urls")),
    path("language/", language, name="set_language"),
    path("", include("ligzda.web.urls")),
    path("", include("ligzda.access.urls")),
    path("", include("ligzda.documents.urls")),
    path("", include("ligzda.places.urls")),
    path("", include("ligzda.safeguarding.urls")),  # before people, whose addresses take any word after a person
    path("", include("ligzda.people.urls")),
    path("", include("ligzda.projects.urls")),
    path("", include("ligzda.cases.urls")),
    path("", include("ligzda.care.urls")),
    path("", include("ligzda.cooperation.urls")),
    path("", include("ligzda.services.urls")),
    path("", include("ligzda.closure.urls")),
    path("", include("ligzda.portal.urls")),
    path("", include("ligzda.desk.urls")),
]
