from django.urls import path

from consultations.views import comment
from consultations.views.follow import letters

app_name = "consultations"
urlpatterns = [
    path("uwagi/<int:pk>/nowa/", comment.SendComment.as_view(), name="comment_create"),
    path("uwagi/pokwitowanie/<slug:slug>/", comment.receipt, name="receipt"),
    path("uwagi/link/<str:token>/", comment.link, name="link"),
    path("uwagi/moja/<slug:slug>/", comment.own, name="own"),
    path("uwagi/moja/<slug:slug>/potwierdz/", comment.confirm, name="confirm"),
    path("uwagi/moja/<slug:slug>/wycofaj/", comment.withdraw, name="withdraw"),
    path("uwagi/<slug:slug>/", comment.detail, name="comment"),
    path("obserwuj/<int:pk>/", letters.follow, name="follow"),
    path("obserwuj/potwierdz/", letters.confirm, name="follow_confirm"),
    path("obserwuj/wypisz/", letters.unfollow, name="unfollow"),
    path("obserwuj/wypisz/<str:token>/", letters.unsubscribe, name="unsubscribe"),
]
