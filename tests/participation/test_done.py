"""From what was said to what was done: owners, days, mails, reports, the theme's page, panels."""

import csv
import io
from datetime import timedelta

import pytest
from django.core import mail

from common import clock
from participation import lines, mails, operations, reports
from participation.models import Input, InputMail, Panel, PanelQuestion
from tests import builders
from tests.participation.builders import close_with, make_consultation, make_input

pytestmark = pytest.mark.django_db
HERE = "/beheer/meepraten/gezegd/"
PAGE = "/wat-deden-we-ermee/"


@pytest.fixture
def owner(db):
    return builders.make_partner("Gemeente Voorbeeld", email="gemeente@post.example")


@pytest.fixture
def manager(owner):
    return builders.make_staff(owner, "gemeente")


def text(client, address):
    return client.get(address).content.decode()


class TestLine:
    def test_goes_from_said_to_answered_on_the_page_of_its_theme(self, client, owner, manager):
        theme = builders.make_theme("jongeren")
        outcome = builders.make_activity("Chillavond", partner=owner)
        said = make_input(owner=owner, themes=[theme], department="Beleid jeugd", put=False)
        before = [text(client, page) for page in (PAGE, "/themas/jongeren/")]

        operations.put(input=said, now=clock.now())
        waiting = [text(client, page) for page in (PAGE, f"{PAGE}jongeren/", "/themas/jongeren/")]
        client.force_login(manager)
        client.post(
            f"{HERE}{said.pk}/antwoord/",
            {"answer": "Wij zetten banken.", "changes": "In mei.", "outcome": outcome.pk},
        )
        done = [text(client, page) for page in (PAGE, f"{PAGE}jongeren/", "/themas/jongeren/")]

        assert not any(said.title in page for page in before)
        assert all("Gemeente Voorbeeld, Beleid jeugd" in page for page in waiting)
        assert all("wacht op antwoord" in page for page in waiting)
        for page in done:
            assert "Wij zetten banken." in page and "In mei." in page and outcome.url in page

    def test_without_an_answer_in_time_says_so_with_the_name_of_the_owner(self, client, owner):
        now = clock.now()
        today = clock.local(now).date()
        make_input(owner=owner)
        Input.objects.update(due_on=today)
        assert "Nog geen antwoord van" not in text(client, PAGE)
        Input.objects.update(said_on=today - timedelta(days=9), due_on=today - timedelta(days=1))

        assert "Nog geen antwoord van Gemeente Voorbeeld." in text(client, PAGE)

    def test_does_not_show_what_hides(self, client, owner):
        hidden = builders.make_activity("Geheim plan", partner=owner, live=False)
        said = make_input(owner=owner)
        operations.answer(input=said, answer="Ja.", changes="", outcome=hidden, now=clock.now())
        gone = make_input(partner=builders.make_partner("Weg"), owner=owner, title="Weg plan")
        gone.partner.unpublish()

        page = text(client, PAGE)

        assert "Ja." in page
        assert "Geheim plan" not in page and "Weg plan" not in page

    def test_is_answered_by_its_owner_only(self, client, owner, manager):
        said = make_input(owner=owner)
        client.force_login(builders.make_staff(said.partner, "verzamelaar"))
        client.post(f"{HERE}{said.pk}/antwoord/", {"answer": "Namens de gemeente: ja."})
        client.force_login(builders.make_staff(builders.make_partner("Ander"), "ander"))

        assert client.get(f"{HERE}{said.pk}/").status_code == 404
        assert not Input.objects.get().is_answered

    def test_stays_as_it_was_once_it_was_put(self, client, owner):
        said = make_input(owner=owner)
        client.force_login(builders.make_staff(said.partner))

        client.post(f"{HERE}{said.pk}/wijzigen/", {"title": "Anders"})
        client.post(f"{HERE}{said.pk}/verwijderen/")

        assert Input.objects.get().title == said.title

    def test_gives_its_owner_a_week_at_least_or_is_not_put(self, client, owner):
        now = clock.now()
        today = clock.local(now).date()
        collector = builders.make_partner("Jongerenwerk")
        client.force_login(builders.make_staff(collector, "verzamelaar"))
        form = {
            "partner": collector.pk, "source": "stadsgesprek", "title": "Bank", "said": "Een bank.",
            "said_on": today - timedelta(days=9), "owner": owner.pk,
            "due_on": today - timedelta(days=1),
        }  # fmt: skip

        late = client.post(f"{HERE}nieuw/", form)
        lain = make_input(collector, owner, put=False, due_on=today + timedelta(days=6))
        told = client.post(f"{HERE}{lain.pk}/voorleggen/", follow=True)
        lain.refresh_from_db()

        assert late.status_code == 400 and "minstens een week" in late.content.decode()
        assert "minstens een week" in told.content.decode()
        assert not lain.is_put
        assert "Nog geen antwoord" not in text(client, PAGE)

    def test_has_its_words_corrected_by_editors_only_and_stays_put(self, client, owner):
        said = make_input(owner=owner, said="Piet Jansen wil een bank.")
        words = {"title": said.title, "said": "Iemand wil een bank.", "due_on": "2030-01-01"}
        client.force_login(builders.make_staff(said.partner, "verzamelaar"))
        denied = client.post(f"{HERE}{said.pk}/woorden/", words)
        client.force_login(builders.make_editor())
        client.post(f"{HERE}{said.pk}/woorden/", words)

        after = Input.objects.get()
        assert denied.status_code == 404
        assert "Piet" not in text(client, PAGE) and "Iemand wil een bank." in text(client, PAGE)
        assert (after.due_on, after.put_on) == (said.due_on, said.put_on)

    def test_links_only_to_a_page_that_everybody_may_see(self, client, owner, manager):
        hidden = builders.make_activity("Geheim plan", live=False)
        said = make_input(owner=owner)
        client.force_login(manager)

        answer = client.post(f"{HERE}{said.pk}/antwoord/", {"answer": "Ja.", "outcome": hidden.pk})

        assert answer.status_code == 400
        assert "Geheim plan" not in text(client, f"{HERE}{said.pk}/antwoord/")


class TestMail:
    def test_goes_to_managers_when_put_when_almost_due_and_when_late_once_each(self, manager):
        now = clock.now()
        worker = builders.make_staff(manager.memberships.get().partner, "w", role="worker")
        today = clock.local(now).date()
        make_input(
            owner=manager.memberships.get().partner, due_on=today + timedelta(days=20), now=now
        )
        for days in (0, 1, 14, 14, 21, 22):
            later = now + timedelta(days=days)
            operations.remind(later)
            mails.run(later)

        assert [one.to for one in mail.outbox] == [[manager.email]] * 3
        assert [one.subject for one in mail.outbox] == [
            "Iets om te beantwoorden op de wijksite",
            "Je antwoord is bijna nodig",
            "Je antwoord is te laat",
        ]
        assert all(f"{HERE}{Input.objects.get().pk}/" in one.body for one in mail.outbox)
        assert worker.email not in str([one.to for one in mail.outbox])

    def test_tells_nothing_once_it_was_answered_or_the_manager_left(self, manager):
        owner = manager.memberships.get().partner
        said = make_input(owner=owner)
        operations.answer(input=said, answer="Ja.", changes="", outcome=None, now=clock.now())
        make_input(owner=owner, title="Twee")
        manager.memberships.all().delete()

        mails.run(clock.now())

        assert mail.outbox == []
        assert InputMail.objects.filter(sent_at=None).count() == 0


class TestReport:
    def test_holds_the_answers_and_no_small_number_in_both_forms(self, client, owner, manager):
        asked = close_with(make_consultation("Veel", "Weinig"), agree=7, disagree=4)
        shown, hidden = asked.statements.all()
        make_input(owner=owner, statement=shown, source="stelling", title="=cmd|eerste")
        make_input(owner=owner, statement=hidden, source="stelling", title="Tweede 😀")
        client.force_login(manager)

        told = client.get(f"{HERE}rapport.csv").content.decode("utf-8-sig")
        paper = client.get(f"{HERE}rapport.pdf")
        rows = list(csv.reader(io.StringIO(told), delimiter=";"))

        assert rows[1][3] == "Tweede 😀" and rows[1][5:9] == ["Weinig", "", "", ""]
        assert rows[2][3] == "'=cmd|eerste" and rows[2][5:9] == ["Veel", "7", "4", "0"]
        assert paper.content.startswith(b"%PDF") and len(paper.content) > 5000

    def test_tells_on_paper_what_each_piece_is_and_how_many_are_late(self, owner):
        today = clock.local(clock.now()).date()
        outcome = builders.make_activity("Chillavond", partner=owner)
        done, late = make_input(owner=owner), make_input(owner=owner)
        operations.answer(
            input=done, answer="Wij doen het.", changes="In mei.", outcome=outcome, now=clock.now()
        )
        Input.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=1))
        found = lines.build(Input.objects.for_lines().order_by("pk"), today)

        first, second = ([name for name, _words in reports.told(line)][3:] for line in found)

        assert reports.in_short(found) == "Voorgelegd: 2. Beantwoord: 1. Te laat: 1."
        assert first[1].startswith("Antwoord, ") and first[2:] == [
            "Wat er verandert", "Wat ervan kwam",
        ]  # fmt: skip
        assert second == ["Wie antwoordt", "Stand"]
        assert reports.told(found[1])[-1][1] == "nog geen antwoord"

    def test_holds_only_what_belongs_to_the_partner(self, client, manager):
        make_input(title="Van een ander", owner=builders.make_partner("Ander"))
        client.force_login(manager)

        assert "Van een ander" not in client.get(f"{HERE}rapport.csv").content.decode()


class TestPanel:
    def test_answers_a_question_and_who_asked_must_say_what_it_does(self, client, owner, manager):
        home = builders.make_partner("Platform")
        supervisor = builders.make_staff(home, "begeleider")
        panel = Panel.objects.create(
            partner=home, name="Jeugdambassadeurs", slug="jeugdambassadeurs", about="Jongeren."
        )
        today = clock.local(clock.now()).date()
        form = {
            "panel": panel.pk, "asked_by": owner.pk, "question": "Wat helpt?", "why": "Een kaart.",
            "department": "Beleid jeugd", "wanted_on": (today + timedelta(days=9)).isoformat(),
        }  # fmt: skip
        client.force_login(manager)
        client.post("/beheer/meepraten/panels/vraag/", form)
        asked = PanelQuestion.objects.get()
        denied = client.post(
            f"/beheer/meepraten/panels/vraag/{asked.pk}/",
            {"met_on": today.isoformat(), "answer": "Wij antwoorden zelf."},
        )
        open_page = text(client, panel.get_absolute_url())
        client.force_login(supervisor)
        for words in ("Gewone woorden.", "Heel gewone woorden."):
            client.post(
                f"/beheer/meepraten/panels/vraag/{asked.pk}/",
                {"met_on": today.isoformat(), "answer": words},
            )

        said = Input.objects.get()
        page = text(client, panel.get_absolute_url())
        assert denied.status_code == 404
        assert "ze praten er nog over" in open_page
        assert (said.owner, said.department, said.is_put) == (owner, "Beleid jeugd", True)
        assert "Heel gewone woorden." in page
        assert "Wat Gemeente Voorbeeld, Beleid jeugd ermee doet" in page

    def test_shows_each_response_below_its_own_question_and_none_is_lost(self, client, owner):
        home = builders.make_partner("Platform")
        panel = Panel.objects.create(partner=home, name="Panel", slug="panel", about="Jongeren.")
        now = clock.now()
        today = clock.local(now).date()
        for number in (1, 2):
            asked = operations.ask(
                panel=panel, asked_by=owner, department="", question="Wat helpt?", why="Zo.",
                wanted_on=today, now=now,
            )  # fmt: skip
            said = operations.answer_question(
                question=asked, answer=f"Het {number}e.", met_on=today, now=now
            )
            operations.answer(
                input=said, answer=f"Wij doen {number}.", changes="", outcome=None, now=now
            )
        make_input(home, owner, panel=panel, source="panel", title="Los gezegd")

        page = text(client, panel.get_absolute_url())

        assert page.index("Het 2e.") < page.index("Wij doen 2.") < page.index("Het 1e.")
        assert page.index("Het 1e.") < page.index("Wij doen 1.")
        assert "Los gezegd" in page

    def test_does_not_name_a_hidden_partner_that_asked_something(self, client):
        home, hidden = builders.make_partner("Platform"), builders.make_partner("Geheim")
        panel = Panel.objects.create(partner=home, name="Panel", slug="panel", about="Jongeren.")
        operations.ask(
            panel=panel, asked_by=hidden, department="", question="Wat helpt?", why="Zo.",
            wanted_on=clock.local(clock.now()).date(), now=clock.now(),
        )  # fmt: skip
        hidden.unpublish()

        assert "Geheim" not in text(client, panel.get_absolute_url())

    def test_takes_a_question_off_that_was_not_answered_by_who_runs_it_only(
        self, client, owner, manager
    ):
        home = builders.make_partner("Platform")
        panel = Panel.objects.create(partner=home, name="Panel", slug="panel", about="Jongeren.")
        now = clock.now()
        today = clock.local(now).date()
        rude, answered = (
            operations.ask(
                panel=panel, asked_by=owner, department="", question=words, why="Zo.",
                wanted_on=today, now=now,
            )
            for words in ("Reclame", "Echte vraag")
        )  # fmt: skip
        operations.answer_question(question=answered, answer="Ja.", met_on=today, now=now)
        addresses = [f"/beheer/meepraten/panels/vraag/{one.pk}/weg/" for one in (rude, answered)]

        client.force_login(manager)
        denied = [client.post(address).status_code for address in addresses]
        client.force_login(builders.make_staff(home, "begeleider"))
        asked_first = text(client, addresses[0])
        taken = [client.post(address).status_code for address in addresses]

        assert denied == [404, 404] and taken == [302, 404]
        assert "Verwijder de vraag" in asked_first
        assert list(PanelQuestion.objects.all()) == [answered]

    def test_of_a_hidden_partner_is_not_there(self, client):
        home = builders.make_partner("Platform", live=False)
        Panel.objects.create(partner=home, name="Panel", slug="panel", about="Jongeren.")

        assert client.get("/panel/panel/").status_code == 404
        assert client.get("/panel/geen/").status_code == 404
