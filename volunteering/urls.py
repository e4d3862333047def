from django.urls import path

from volunteering.views import certificates, desk, follow, hours

app_name = "volunteering"
urlpatterns = [
    path("zaswiadczenie/", certificates.check, name="check"),
    path("zaswiadczenie/<int:pk>/pdf/", certificates.own_pdf, name="own_certificate"),
    path("wolontariat-powiadomienia/", follow.letters.follow, name="follow"),
    path("wolontariat-powiadomienia/potwierdz/", follow.letters.confirm, name="follow_confirm"),
    path("wolontariat-powiadomienia/koniec/", follow.letters.unfollow, name="unfollow"),
    path("wolontariat-powiadomienia/link/<str:token>/", follow.link, name="link"),
    path("wolontariat-powiadomienia/wypisz/<str:token>/", follow.letters.unsubscribe, name="unsubscribe"),
    path("prowadze/kampania/nowa/<int:organisation>/", desk.new, name="new"),
    path("prowadze/kampania/<int:pk>/edytuj/", desk.edit, name="edit"),
    path("prowadze/kampania/<int:pk>/decyzja/<slug:name>/", desk.move, name="move"),
    path("prowadze/kampania/<int:pk>/porozumienie/", certificates.agreement, name="agreement"),
    path("prowadze/kampania/<int:pk>/godziny/", hours.page, name="hours"),
    path("prowadze/kampania/termin/<int:pk>/zalicz/", hours.shift, name="hours_shift"),
    path("prowadze/kampania/osoba/<int:pk>/godziny/", hours.person, name="hours_person"),
    path("prowadze/kampania/osoba/<int:pk>/porozumienie/", certificates.agreement_of, name="agreement_of"),
    path("prowadze/kampania/osoba/<int:pk>/zaswiadczenie/", certificates.issue, name="issue"),
    path("prowadze/zaswiadczenie/<int:pk>/pdf/", certificates.host_pdf, name="host_certificate"),
    path("prowadze/zaswiadczenie/<int:pk>/cofnij/", certificates.revoke, name="revoke"),
]
