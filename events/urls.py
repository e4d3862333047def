from django.urls import path

from events.views import desk, polling

app_name = "events"
urlpatterns = [
    path("wydarzenie/<int:pk>/termin/", polling.poll, name="poll"),
    path("prowadze/wydarzenie/<int:pk>/odwolaj/", desk.cancel, name="cancel"),
    path("prowadze/wydarzenie/<int:pk>/zaproszenia/", desk.invitations, name="invitations"),
    path("prowadze/wydarzenie/<int:pk>/daty/", desk.dates, name="dates"),
    path("prowadze/wydarzenie/<int:pk>/daty/<int:option>/", desk.fix, name="fix"),
]
