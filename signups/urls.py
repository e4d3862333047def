from django.urls import path

from signups.views import guardian, host, own, signing

app_name = "signups"
urlpatterns = [
    path("zapisy/<int:pk>/", signing.SignUpView.as_view(), name="sign"),
    path("zapisy/<int:pk>/wyslane/", signing.sent, name="sent"),
    path("zapisy/pytanie/<int:pk>/", signing.ask, name="ask"),
    path("zapisy/link/<str:token>/", own.link, name="link"),
    path("zapisy/moje/<int:pk>/", own.own, name="own"),
    path("zapisy/moje/<int:pk>/kalendarz.ics", own.ics, name="own_ics"),
    path("zapisy/zgoda/", guardian.consent, name="consent"),
    path("prowadze/", host.mine, name="host_mine"),
    path("prowadze/<int:pk>/", host.page, name="host_page"),
    path("prowadze/<int:pk>/kalendarz.ics", host.ics, name="host_ics"),
    path("prowadze/<int:pk>/nowy-termin/", host.new_slot, name="host_new_slot"),
    path("prowadze/termin/<int:pk>/", host.slot, name="host_slot"),
    path("prowadze/termin/<int:pk>/zmien/", host.change_slot, name="host_change_slot"),
    path("prowadze/termin/<int:pk>/odwolaj/", host.cancel_slot, name="host_cancel_slot"),
    path("prowadze/termin/<int:pk>/obecnosc/", host.attendance, name="host_attendance"),
    path("prowadze/osoba/<int:pk>/<slug:act>/", host.decide_person, name="host_decide"),
]
