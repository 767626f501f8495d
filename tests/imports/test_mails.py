"""An import that is handed in is told of once."""

import pytest
from django.core import mail

from activities.models import ActivityPage
from common import clock
from imports import mails, operations, runner
from imports.models import HandedInMail
from tests import builders
from tests.imports import files
from tests.imports.working import work

pytestmark = pytest.mark.django_db


def hand_in(partner, by, *names) -> None:
    rows = [files.row(naam=name) for name in names]
    run = operations.read_spreadsheet(
        partner=partner, content=files.csv(*rows), name="", wish="submit", by=by, now=clock.now()
    )
    operations.start(run=run, by=by)
    work()


def test_who_approves_gets_one_mail_with_the_number(partner, manager, monkeypatch):
    monkeypatch.setattr(runner, "MOST_ACTIVITIES", 2)
    worker = builders.make_staff(partner, "schrijver", role="worker")

    hand_in(partner, worker, *(f"Activiteit {number}" for number in range(5)))
    mails.run(clock.now())
    mails.run(clock.now())

    assert [message.to for message in mail.outbox] == [[manager.email]]
    assert mail.outbox[0].subject == "Kijk naar 5 activiteiten van Buurtkeuken"
    assert "schrijver heeft 5 activiteiten tegelijk ingediend." in mail.outbox[0].body
    assert all(page.workflow_in_progress for page in ActivityPage.objects.all())


def test_nobody_hears_of_drafts_or_of_what_was_looked_at_meanwhile(partner, manager):
    worker = builders.make_staff(partner, "schrijver", role="worker")
    hand_in(partner, worker, "Soep")
    page = ActivityPage.objects.get()
    task = page.current_workflow_task_state
    task.task.specific.on_action(task, manager, "reject", comment="Welke dag?")

    mails.run(clock.now())

    assert HandedInMail.objects.get().sent_at and not any("import" in m.body for m in mail.outbox)
    hand_in(partner, manager, "Brood")  # a manager hands nothing in
    assert HandedInMail.objects.count() == 1
