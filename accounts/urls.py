from allauth.account import views as allauth
from django.urls import include, path

urlpatterns = [
    path("logowanie/", allauth.login, name="account_login"),
    path("wylogowanie/", allauth.logout, name="account_logout"),
    path("rejestracja/", allauth.signup, name="account_signup"),
    path("nowe-haslo/", allauth.password_reset, name="account_reset_password"),
    path("dwuetapowe/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
