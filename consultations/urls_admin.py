"""Addresses of the office's screens, below /cms/konsultacje/."""

from django.urls import path

from consultations.views import answering, moderation, panel, remarks

app_name = "consultations_admin"
urlpatterns = [
    path("", panel.index, name="index"),
    path("kolejka/", moderation.queue, name="queue"),
    path("uwaga/<int:pk>/kto/", moderation.identity, name="identity"),
    path("etap/<int:pk>/daty/", panel.dates, name="dates"),
    path("odpowiedz/<int:pk>/<slug:name>/", answering.move, name="response_move"),
    path("<int:pk>/", panel.panel, name="panel"),
    path("<int:pk>/decyzja/<slug:name>/", panel.move, name="move"),
    path("<int:pk>/wyjatek/", panel.override, name="override"),
    path("<int:pk>/spotkanie/<int:event>/", remarks.page, name="remarks"),
    path("<int:pk>/odpowiedzi/", answering.desk, name="desk"),
    path("<int:pk>/odpowiedzi/zatwierdz/", answering.approve_all, name="approve_all"),
    path("<int:pk>/odpowiedzi/opublikuj/", answering.publish, name="publish_answers"),
]
