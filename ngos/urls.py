from django.urls import path

from ngos.views import contact, figures, invitations, legal_forms, mine, panel, registering, selfcheck

app_name = "ngos"
urlpatterns = [
    path("jaka-forma-prawna/", legal_forms.page, name="starting"),
    path("biale-plamy/", figures.page, name="figures"),
    path("biale-plamy.csv", figures.csv, name="figures_csv"),
    path("biale-plamy.json", figures.json, name="figures_json"),
    path("organizacja/<int:pk>/napisz/", contact.write, name="contact"),
    path("organizacja/<int:pk>/to-moja/", mine.claim, name="claim"),
    path("moje-organizacje/", mine.mine, name="mine"),
    path("moje-organizacje/nowa/", registering.RegisterOrganisation.as_view(), name="new"),
    path("moje-organizacje/zaproszenie/link/<str:token>/", invitations.link, name="invitation_link"),
    path("moje-organizacje/zaproszenie/", invitations.accept, name="invitation"),
    path("moje-organizacje/<int:pk>/", panel.overview, name="panel"),
    path("moje-organizacje/<int:pk>/samoocena/", selfcheck.page, name="selfcheck"),
    path("moje-organizacje/<int:pk>/historia/", panel.history, name="history"),
    path("moje-organizacje/<int:pk>/historia/<int:revision>/", panel.revision, name="revision"),
    path("moje-organizacje/<int:pk>/wyslij/", panel.send, name="send"),
    path("moje-organizacje/<int:pk>/wycofaj-zmiany/", panel.withdraw, name="withdraw"),
    path("moje-organizacje/<int:pk>/potwierdz/", panel.confirm, name="confirm"),
    path("moje-organizacje/<int:pk>/ludzie/", invitations.people, name="people"),
    path("moje-organizacje/<int:pk>/ludzie/zapros/", invitations.invite, name="invite"),
    path(
        "moje-organizacje/<int:pk>/ludzie/zaproszenie/<int:invitation>/wycofaj/",
        invitations.withdraw,
        name="invite_withdraw",
    ),
    path("moje-organizacje/<int:pk>/ludzie/<int:membership>/zakoncz/", invitations.end, name="membership_end"),
    path("moje-organizacje/<int:pk>/decyzja/<slug:name>/", panel.move, name="move"),
    path("moje-organizacje/<int:pk>/przekaz/", invitations.handover, name="handover"),
    path("moje-organizacje/<int:pk>/teczka/", panel.pack, name="pack"),
    path("moje-organizacje/<int:pk>/<slug:section>/", panel.edit, name="edit"),
]
