from django.urls import path

from home import views

urlpatterns = [
    path("szukaj/", views.search, name="search"),
    path("ochrona-danych/przechowywanie/", views.retention, name="retention"),
    path("obrazek/<int:pk>.png", views.share_image, name="share_image"),
]
