from django.urls import path

from strategy.views import ballot

app_name = "strategy"
urlpatterns = [
    path("glos/", ballot.enter, name="enter"),
    path("glos/<str:code>/", ballot.paper, name="ballot"),
    path("glos/<str:code>/przyjete/", ballot.receipt, name="receipt"),
    path("glos/<str:code>/ekran/", ballot.room, name="room"),
    path("glos/<str:code>/kartka/", ballot.sheet, name="sheet"),
]
