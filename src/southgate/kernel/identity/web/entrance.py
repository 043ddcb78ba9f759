"""Sign-in: of allauth's pages those that this house has. Nobody signs up, and no password comes by mail."""

from allauth.account import views as account
from allauth.mfa import urls as mfa
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import urls as openid
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from southgate.kernel.identity.web import views

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("language/", views.set_language, name="set_language"),
    path("2fa/", include(mfa)),
]
if settings.OIDC_ISSUER:
    urlpatterns += [
        path(
            "3rdparty/login/cancelled/",
            login_not_required(social.login_cancelled),
            name="socialaccount_login_cancelled",
        ),
        path("3rdparty/login/error/", login_not_required(social.login_error), name="socialaccount_login_error"),
        path("3rdparty/", social.connections, name="socialaccount_connections"),
        *openid.urlpatterns,
    ]
