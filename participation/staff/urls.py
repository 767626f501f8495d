"""The addresses of staff, below /beheer/meepraten/."""

from django.urls import path

from participation.staff import consultations, inputs, panels, sentences

app_name = "participation_staff"
urlpatterns = [
    path("", consultations.index, name="index"),
    path("nieuw/", consultations.add, name="add"),
    path("<int:pk>/", consultations.detail, name="consultation"),
    path("<int:pk>/wijzigen/", consultations.edit, name="edit"),
    path("<int:pk>/openen/", consultations.open_up, name="open"),
    path("<int:pk>/sluiten/", consultations.close, name="close"),
    path("<int:pk>/verwijderen/", consultations.delete, name="delete"),
    path("<int:pk>/code/", consultations.renew_code, name="renew_code"),
    path("<int:pk>/gesprek/", consultations.converse, name="converse"),
    path("<int:pk>/gesprek/<int:talk_pk>/weg/", consultations.unsay, name="unsay"),
    path("<int:pk>/scherm/", consultations.screen, name="screen"),
    path("<int:pk>/scherm/aantal/", consultations.count, name="count"),
    path("<int:pk>/kaartjes/", consultations.cards, name="cards"),
    path("<int:pk>/zinnen/", sentences.queue, name="sentences"),
    path("gezegd/", inputs.index, name="inputs"),
    path("gezegd/nieuw/", inputs.add, name="add_input"),
    path("gezegd/rapport.csv", inputs.report, {"kind": "csv"}, name="report_csv"),
    path("gezegd/rapport.pdf", inputs.report, {"kind": "pdf"}, name="report_pdf"),
    path("gezegd/<int:input_pk>/", inputs.detail, name="input"),
    path("gezegd/<int:input_pk>/wijzigen/", inputs.edit, name="edit_input"),
    path("gezegd/<int:input_pk>/voorleggen/", inputs.put, name="put"),
    path("gezegd/<int:input_pk>/antwoord/", inputs.answer, name="answer"),
    path("gezegd/<int:input_pk>/woorden/", inputs.words, name="words"),
    path("gezegd/<int:input_pk>/verwijderen/", inputs.delete, name="delete_input"),
    path("panels/", panels.index, name="panels"),
    path("panels/nieuw/", panels.add, name="add_panel"),
    path("panels/vraag/", panels.ask, name="ask"),
    path("panels/<int:panel_pk>/", panels.edit, name="edit_panel"),
    path("panels/vraag/<int:question_pk>/weg/", panels.refuse, name="refuse_question"),
    path("panels/vraag/<int:question_pk>/", panels.answer, name="answer_question"),
]
