"""The addresses of staff, below /beheer/aanmeldingen/."""

from django.urls import path

from signups.staff import (
    audit,
    calling,
    door,
    index,
    letters,
    moving,
    paper,
    people,
    post,
    requests,
    settings,
    telephone,
    writing,
)

app_name = "signups_staff"
urlpatterns = [
    path("", index.index, name="index"),
    path("bellen/", calling.call_list, name="calls"),
    path("bellen/<int:pk>/", calling.done, name="called"),
    path("post/", post.post, name="post"),
    path("verzoeken/", requests.requests, name="requests"),
    path("inzage/", audit.audit, name="audit"),
    path("vragen/<int:pk>/", settings.SettingsView.as_view(), name="settings"),
    path("aanwezig/<int:pk>/", door.attendance, name="door"),
    path("aanwezig/<int:pk>/tik/", door.tick, name="tick"),
    path("aanwezig/<int:pk>/erbij/", door.walk_in, name="walk_in"),
    path("aanwezig/<int:pk>/erbij/<int:signup_pk>/", door.undo_walk_in, name="undo_walk_in"),
    path("aanwezig/<int:pk>/blad/", paper.print_sheet, name="print"),
    path("<int:pk>/", people.people, name="people"),
    path("<int:pk>/lijst.csv", paper.export, {"kind": "csv"}, name="export"),
    path("<int:pk>/lijst.xlsx", paper.export, {"kind": "xlsx"}, name="export_xlsx"),
    path("<int:pk>/brieven.pdf", letters.letters, name="letters"),
    path("<int:pk>/bericht/", writing.write, name="write"),
    path("<int:pk>/telefoon/", telephone.sign_up, name="telephone"),
    path("<int:pk>/<int:signup_pk>/", people.act, name="act"),
    path("<int:pk>/<int:signup_pk>/afzeggen/", people.confirm_cancel, name="cancel"),
    path("<int:pk>/<int:signup_pk>/verplaatsen/", moving.move, name="move"),
]
