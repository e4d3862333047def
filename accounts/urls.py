from allauth.account import views as allauth
from django.urls import include, path

# Django reverses a name to its last pattern, so the Polish addresses stand after allauth's own.
urlpatterns = [
    path("dwuetapowe/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
    path("logowanie/", allauth.login, name="account_login"),
    path("wylogowanie/", allauth.logout, name="account_logout"),
    path("rejestracja/", allauth.signup, name="account_signup"),
    path("nowe-haslo/", allauth.password_reset, name="account_reset_password"),
]
