"""What staff do for who signed up: call, write, move, sign up by telephone, and who looked."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from openpyxl import load_workbook

from activities.models import Group
from common import clock
from partners.models import PartnerPage
from signups import access, calls, operations, outbox, purge, refusals
from signups.models import AccessLog, Bookable, Call, ConsentText, Message, OutboxMail, Signup
from signups.personal import Answer, Contact
from tests import builders as site
from tests.signups.builders import counts, make_bookable, make_settings, sign_up
from tests.signups.placement import builders as placing
from tests.signups.staffing import family, member_of

pytestmark = pytest.mark.django_db
CALLER = Contact("Ali Voorbeeld", telephone="06 87654321")
TEXT = "We beginnen een half uur later.\nTot dan!"


@pytest.fixture
def bookable():
    return make_bookable(title="Koken", partner=site.make_partner(), capacity=3)


@pytest.fixture
def staff(client, bookable):
    user = member_of(PartnerPage.objects.get())
    client.force_login(user)
    return user


def url(name, *args):
    return reverse(f"signups_staff:{name}", args=args)


def page_of(client, name, *args):
    return client.get(url(name, *args)).content.decode()


def send(client, bookable, do="send", **fields):
    values = {"key": str(uuid.uuid4()), "text": TEXT, "do": do, **fields}
    return client.post(url("write", bookable.pk), values)


def test_an_offer_to_who_has_no_address_is_a_call_with_its_deadline(client, bookable, staff):
    first, second = sign_up(bookable, size=3), sign_up(bookable, contact=CALLER)
    assert "Je hoeft niemand te bellen" in page_of(client, "calls")

    operations.cancel(signup=first, now=clock.now())

    page = page_of(client, "calls")
    assert "06 87654321" in page and "Antwoord voor" in page
    assert AccessLog.objects.get().action == "call_list"
    operations.accept(signup=Signup.objects.get(pk=second.pk), now=clock.now())
    assert "06 87654321" not in page_of(client, "calls")


def test_a_changed_session_is_a_call_until_somebody_called(client, bookable, staff):
    signup = sign_up(bookable, contact=CALLER)
    outbox.queue(
        signup, OutboxMail.Kind.SESSION_MOVED, clock.now(), session=bookable.session, sequence=1
    )
    call = Call.objects.get()

    client.post(url("called", call.pk), {"do": "done"})

    assert "06 87654321" not in page_of(client, "calls")
    call.refresh_from_db()
    assert (call.done_by, call.done_at is not None) == (staff, True)
    client.post(url("called", call.pk), {"do": "undo"})
    assert "06 87654321" in page_of(client, "calls")


def test_who_has_just_heard_it_is_not_called(bookable):
    signup = sign_up(bookable, contact=CALLER)
    operations.cancel(signup=signup, now=clock.now())

    assert not Call.objects.exists()


def test_a_message_is_shown_before_it_goes_and_says_to_how_many(client, bookable, staff):
    sign_up(bookable)
    sign_up(bookable, contact=CALLER)

    page = send(client, bookable, do="preview").content.decode()

    assert "We beginnen een half uur later." in page and "Bericht over: Koken" in page
    assert "1 aanmelding krijgt het per mail" in page and "op de bellijst" in page
    assert not Message.objects.exists()


def test_a_message_goes_once_by_mail_and_else_on_the_call_list(client, bookable, staff):
    sign_up(bookable)
    sign_up(bookable, contact=CALLER)
    OutboxMail.objects.all().delete()
    key = str(uuid.uuid4())

    for _click in range(2):
        assert send(client, bookable, key=key).status_code == 302
    outbox.run(clock.now())

    assert [letter.subject for letter in mail.outbox] == ["Bericht over: Koken"]
    letter = mail.outbox[0]
    assert "half uur later" in letter.body and "half uur later" in letter.alternatives[0][0]
    assert (Message.objects.get().mails, Message.objects.get().calls) == (1, 1)
    assert "half uur later" in page_of(client, "calls")
    assert AccessLog.objects.filter(action="messaged", rows=2).exists()


def test_a_message_names_no_sensitive_activity_and_is_kept_sealed(client):
    bookable = make_bookable(
        title="Na de scheiding", partner=site.make_partner(), is_sensitive=True
    )
    client.force_login(member_of(PartnerPage.objects.get()))
    signup = sign_up(bookable)
    OutboxMail.objects.all().delete()

    send(client, bookable)
    outbox.run(clock.now())

    letter = mail.outbox[0]
    whole = letter.subject + letter.body + letter.alternatives[0][0]
    assert "scheiding" not in whole.lower() and letter.subject == "Over je aanmelding"
    assert b"half uur" not in bytes(Message.objects.get().text)
    purge.forget([signup.pk], clock.now())
    assert bytes(Message.objects.get().text) == b""


def test_a_message_to_nobody_is_not_sent(client, bookable, staff):
    send(client, bookable)

    assert not Message.objects.exists()


def other_date(bookable, capacity=3, **fields) -> Bookable:
    later = site.make_session(bookable.owner, starts_at=clock.now() + timedelta(days=20))
    operations.set_capacity(group=bookable.owner, capacity=capacity)
    return Bookable.objects.get(session=later)


def test_somebody_is_moved_with_a_mail_and_the_place_goes_on(client, bookable, staff):
    to = other_date(bookable)
    signup, waits = family(bookable), sign_up(bookable, size=2)
    assert counts(bookable) == (2, 3, 2)
    assert "nog 3 plekken" in page_of(client, "move", bookable.pk, signup.pk)

    client.post(url("move", bookable.pk, signup.pk), {"to": to.pk})

    assert counts(to) == (2, 3, 0)
    assert counts(bookable) == (2, 3, 0)
    assert Signup.objects.get(pk=waits.pk).status == Signup.Status.OFFERED
    mail_row = OutboxMail.objects.get(kind="regrouped")
    assert (mail_row.signup, mail_row.session) == (signup, bookable.session)
    outbox.run(clock.now())
    letter = next(one for one in mail.outbox if one.subject.startswith("Je hebt een andere"))
    calendar = letter.attachments[0][1]
    assert calendar.count("BEGIN:VEVENT") == 2 and calendar.count("STATUS:CANCELLED") == 1


def test_nobody_is_moved_to_where_it_is_full_or_others_wait(client, bookable, staff):
    to = other_date(bookable)
    sign_up(to, size=2)
    signup = family(bookable)

    response = client.post(url("move", bookable.pk, signup.pk), {"to": to.pk})

    assert response.status_code == 409
    assert (counts(to)[0], counts(bookable)[0]) == (2, 2)
    assert Signup.objects.get(pk=signup.pk).bookable == bookable


def test_nobody_is_moved_to_another_activity(client, bookable, staff):
    signup = family(bookable)
    other = make_bookable(title="Dansen", partner=PartnerPage.objects.get())

    assert client.post(url("move", bookable.pk, signup.pk), {"to": other.pk}).status_code == 404
    assert counts(other)[0] == 0


def test_who_signed_up_for_a_series_is_moved_by_its_own_rules(client, bookable, staff):
    series = placing.make_series(partner=PartnerPage.objects.get())
    signup, row = placing.sign_up(series), Bookable.objects.get(series=series)

    page = page_of(client, "people", row.pk)

    assert reverse("placement:one", args=[series.pk, signup.pk]) in page
    assert url("move", row.pk, signup.pk) not in page
    response = client.post(url("move", row.pk, signup.pk), {"to": bookable.pk})
    assert response.status_code == 404
    with pytest.raises(refusals.NotOfThisActivity):
        operations.move(signup=signup, to=bookable, now=clock.now())


def caller(bookable, **fields):
    moment = str(bookable.session_id) if bookable.session_id else "whole"
    return {
        "key": str(uuid.uuid4()),
        "moment": moment,
        "name": "Ali Voorbeeld",
        "telephone": "06 87654321",
        "p-TOTAL_FORMS": "0",
        "p-INITIAL_FORMS": "0",
        **fields,
    }


def test_who_calls_is_signed_up_without_an_address(client, bookable, staff):
    make_settings(bookable, telephone="no", consent_text="Ik vind goed dat de groep dit weet.")
    assert client.get(url("telephone", bookable.pk)).status_code == 200

    refused = client.post(url("telephone", bookable.pk), caller(bookable))
    done = client.post(url("telephone", bookable.pk), caller(bookable, agree="on"))

    assert (refused.status_code, done.status_code) == (400, 302)
    signup = Signup.objects.get()
    assert (signup.channel, signup.status) == ("telephone", "placed")
    assert signup.consent_at is not None
    assert "Per telefoon gezegd" in ConsentText.objects.get(version=signup.consent_version).text
    assert "per telefoon" in page_of(client, "people", bookable.pk)
    assert AccessLog.objects.filter(action="telephone").exists()


def test_who_calls_waits_when_it_is_full(client, bookable, staff):
    sign_up(bookable, size=3)

    client.post(url("telephone", bookable.pk), caller(bookable))

    assert Signup.objects.latest("pk").status == Signup.Status.WAITING


def test_a_person_is_added_to_the_call_without_javascript(client, bookable, staff):
    page = client.post(url("telephone", bookable.pk), caller(bookable, people="add:adult"))

    assert 'name="p-0-name"' in page.content.decode() and "Ali Voorbeeld" in page.content.decode()
    assert not Signup.objects.exists()


def test_an_export_as_a_workbook_holds_no_formula(client, bookable, staff):
    family(
        bookable,
        contact=Contact("=1+1", "noor@post.example", "+31612345678"),
        answers=[Answer("Allergie", "@noten", "allergies", 1)],
    )

    response = client.post(url("export_xlsx", bookable.pk))

    cells = list(load_workbook(io.BytesIO(response.content)).active.iter_rows())
    assert "f" not in {cell.data_type for row in cells for cell in row}
    texts = [[cell.value for cell in row] for row in cells]
    assert "'=1+1" in texts[1] and "'+31612345678" in texts[1]
    assert "'@noten" not in texts[1] and "'@noten" in texts[2]
    assert AccessLog.objects.get().action == "exported"


def test_staff_are_asked_before_they_cancel_for_somebody(client, bookable, staff):
    signup = family(bookable)

    page = page_of(client, "cancel", bookable.pk, signup.pk)

    assert "Noor Bakker" in page and "Dat kan niet terug" in page
    assert Signup.objects.get().status == Signup.Status.PLACED


def test_managers_read_who_looked_at_what_is_theirs(client, bookable, staff):
    signup = family(bookable)
    client.get(url("people", bookable.pk))
    elsewhere = make_bookable(title="Elders", partner=site.make_partner("Ander"))
    client.get(url("people", elsewhere.pk))

    page = page_of(client, "audit")

    assert "bekeek de lijst" in page and "Koken" in page and "medewerker" in page
    assert "Elders" not in page and "Noor" not in page and str(signup.key) not in page


@pytest.mark.parametrize("role", ["volunteer", "worker", "data"])
def test_who_looked_is_for_managers(client, bookable, role):
    client.force_login(member_of(PartnerPage.objects.get(), role, role))

    assert "Koken" not in page_of(client, "audit")
    assert "Ali" not in page_of(client, "calls")


def every_address(bookable, signup, call) -> list[tuple[str, str]]:
    """Return the method and the address of every view about somebody's data."""
    pk, session = bookable.pk, bookable.session_id
    both = [
        *((name, (pk,)) for name in ("write", "telephone")),
        ("walk_in", (session,)),
        ("move", (pk, signup.pk)),
    ]
    gets = [
        ("people", (pk,)), ("cancel", (pk, signup.pk)), ("door", (session,)), ("print", (session,)),
    ]  # fmt: skip
    posts = [
        ("export", (pk,)), ("export_xlsx", (pk,)), ("act", (pk, signup.pk)), ("tick", (session,)),
        ("undo_walk_in", (session, signup.pk)), ("called", (call.pk,)),
    ]  # fmt: skip
    return [("get", url(*_flat(row))) for row in gets + both] + [
        ("post", url(*_flat(row))) for row in posts + both
    ]


def _flat(row):
    name, arguments = row
    return name, *arguments


def test_staff_of_another_partner_get_what_they_get_for_nothing(client, bookable):
    signup = sign_up(bookable, contact=CALLER)
    call = Call.objects.create(kind="reminder", signup=signup, created_at=clock.now())
    client.force_login(member_of(site.make_partner("Andere vereniging"), "ander"))
    nothing = client.get(url("people", 99_999))
    values = {"do": "cancel", "state": "present", "signup": signup.pk, "position": 0, "to": 1}

    for method, address in every_address(bookable, signup, call):
        answer = getattr(client, method)(address, values if method == "post" else {})

        assert (answer.status_code, answer.content) == (404, nothing.content), address

    assert Signup.objects.get().status == Signup.Status.PLACED
    assert set(AccessLog.objects.values_list("action", flat=True)) == {"refused"}


def test_old_looks_are_forgotten(client, bookable, staff):
    client.get(url("people", bookable.pk))

    assert access.forget(clock.now() + timedelta(days=364)) == 0
    assert access.forget(clock.now() + timedelta(days=366)) == 1


def test_a_group_moves_only_among_its_own_kind(client, bookable, staff):
    group = site.make_bare_group(bookable.owner.activity, way_in=Group.WayIn.WHOLE_GROUP)
    site.make_session(group, starts_at=clock.now() + timedelta(days=9))
    to = operations.set_capacity(group=group, capacity=5)[0]
    signup = family(bookable)

    client.post(url("move", bookable.pk, signup.pk), {"to": to.pk})

    assert (counts(to)[0], counts(bookable)[0]) == (2, 0)
    assert not calls.still_needed([to], clock.now())
