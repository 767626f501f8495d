"""Two partners with one of everything, and an account for each role at the first of them."""

from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import AnonymousUser, Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.admin.models import EditingSession
from wagtail.documents.models import Document
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Site, UploadedFile

from activities.models import Pass, SchoolHoliday
from common import clock
from concerns.models import Desk, Seat
from imports.models import Feed, Run
from participation.models import Conversation, Panel, PanelQuestion
from partners import operations
from partners.models import Agreement, EditorArea, Membership
from pictures.models import Picture
from search.models import BestBet, Synonym, UrgentTerm
from signups.models import Call, Signup
from tests import builders
from tests.concerns.builders import send
from tests.participation.builders import make_consultation, make_input
from tests.signups.builders import make_bookable, sign_up
from tests.signups.placement.builders import make_series
from tests.signups.placement.builders import sign_up as series_sign_up
from venues.models import PostcodeArea

ROLES = (
    "anonymous", "no partner", "volunteer", "data role", "worker", "manager", "area editor",
    "editor", "administrator",
)  # fmt: skip
SECRET = "Zevensterren"  # in the title of everything that is the other partner's alone


@dataclass
class World:
    users: dict = field(default_factory=dict)
    own: SimpleNamespace | None = None
    other: SimpleNamespace | None = None
    shared: SimpleNamespace | None = None


def build() -> World:
    """Return the world; every account belongs to the first partner or to the whole site."""
    home = builders.make_home()
    operations.ensure_workflow(home=home)
    world = World()
    world.own = _side("Buurthuis", "Maassluis")
    world.other = _side(SECRET, "Schiedam")
    world.shared = _shared(home, world)
    partner = world.own.partner
    world.users = {"anonymous": AnonymousUser()}
    world.users["no partner"] = builders.make_user("niemand", access_admin=True)
    for name, role in (
        ("volunteer", Membership.Role.VOLUNTEER),
        ("data role", Membership.Role.DATA),
        ("worker", Membership.Role.WORKER),
        ("manager", Membership.Role.MANAGER),
    ):
        world.users[name] = builders.make_staff(partner, name.replace(" ", "-"), role=role)
    Seat.objects.create(
        desk=world.own.desk, user=world.users["worker"], given_at=clock.now()
    )  # fmt: skip
    area = builders.make_user("redactie-maassluis")
    area.groups.add(EditorArea.objects.get(municipality__name="Maassluis").group)
    world.users["area editor"] = area
    world.users["editor"] = builders.make_editor()
    world.users["administrator"] = builders.make_user("beheer", is_superuser=True)
    for user in world.users.values():
        if user.is_authenticated:
            totp.TOTP.activate(user, totp.generate_totp_secret())
            RecoveryCodes.activate(user)
    return world


def _side(word: str, place: str) -> SimpleNamespace:
    # A partner and a live activity are public; what is nobody else's business has the word.
    partner = builders.make_partner(f"Partner in {place}")
    partner.neighbourhoods.set([builders.make_neighbourhood("Oost", place)])
    partner.save()
    partner.refresh_from_db()
    writer = builders.make_staff(partner, f"schrijver-{word}", role=Membership.Role.WORKER)
    builders.make_staff(partner, f"beheerder-{word}")
    page = builders.make_activity(f"{word} activiteit", partner=partner, live=False)
    for _ in range(2):
        page.save_revision(user=writer)
    state = page.get_workflow().start(page, writer)
    soon = clock.now() + timedelta(minutes=20)
    bookable = make_bookable(partner=partner, title=f"Koken in {place}", capacity=3, starts_at=soon)
    signup = sign_up(bookable)
    group = bookable.session.group
    group.name = f"{word} groep"
    group.save()
    # Signed up at the door: that can be taken back.
    Signup.objects.filter(pk=signup.pk).update(channel=Signup.Channel.DOOR)
    series = make_series(partner=partner, title=f"Samen in {place}")
    task = state.current_task_state
    desk = Desk.objects.create(partner=partner)
    return SimpleNamespace(
        partner=partner,
        page=page,
        revision=page.revisions.first(),
        state=state,
        task=task,
        bookable=bookable,
        session=bookable.session,
        group=group,
        series=series,
        placed=series_sign_up(series),
        call=Call.objects.create(signup=signup, kind="placed", created_at=clock.now()),
        course=bookable.session.group.activity,
        desk=desk,
        concern=send(desk),
        signup=signup,
        member=writer.memberships.get(),
        import_run=Run.objects.create(
            partner=partner, source=Run.Source.SPREADSHEET, created_at=clock.now()
        ),
        feed=Feed.objects.create(
            partner=partner, url="https://agenda.example/x.ics", due_at=soon, is_followed=True
        ),
        invitation=operations.invite(
            partner=partner, email=f"{word}@post.example", role="worker", by=writer, now=clock.now()
        ),
        image=_image(word, partner),
        document=Document.objects.create(
            title=f"{word} document",
            file=ContentFile(b"%PDF-1.4", name=f"{word}.pdf"),
            collection=partner.collection,
        ),
        upload_image=_upload(writer, Picture, get_test_image_file().file.getvalue()),
        upload_document=_upload(writer, Document),
        **_participation(word, partner),
        editing=EditingSession.objects.create(
            user=writer,
            content_type=ContentType.objects.get_for_model(page),
            object_id=page.pk,
            last_seen_at=clock.now(),
        ),
    )


def _participation(word: str, partner) -> dict:
    day = clock.local(clock.now()).date()
    # Which panels there are is public: every partner may put a question to any.
    panel = Panel.objects.create(
        partner=partner, name=f"Panel {partner.pk}", slug=f"panel-{partner.pk}", about="Jongeren."
    )
    asked = make_consultation(f"{word} stelling", partner=partner, title=word, is_open=False)
    return {
        "consultation": asked,
        "talk": Conversation.objects.create(
            statement=asked.statements.get(), held_on=day, summary=word
        ),
        "input": make_input(
            partner=partner, owner=partner, title=f"{word} wens", said=word, put=False
        ),
        "panel": panel,
        "panel_question": PanelQuestion.objects.create(
            panel=panel,
            asked_by=partner,
            question=f"{word} vraag",
            why="Om te weten.",
            asked_on=day,
            wanted_on=day,
        ),
    }


def _image(word, partner):
    return Picture.objects.create(
        title=f"{word} foto",
        file=ImageFile(get_test_image_file().file, name=f"{word}.png"),
        collection=partner.collection,
    )


def _upload(user, model, content: bytes = b"x"):
    return UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(model),
        file=ContentFile(content, name="x"),
        uploaded_by_user=user,
    )


def _shared(home, world) -> SimpleNamespace:
    venue = builders.make_venue()
    workflow = home.get_workflow()
    user = builders.make_user("iemand")
    return SimpleNamespace(
        home=home,
        site=Site.objects.get(),
        user=user,
        site_invitation=operations.invite(
            partner=None, email="redactie@post.example", role="editor", by=user, now=clock.now()
        ),
        usergroup=Group.objects.create(name="Los"),
        collection=world.other.partner.collection,
        venue=venue,
        neighbourhood=venue.neighbourhood,
        municipality=venue.neighbourhood.municipality,
        postcodearea=PostcodeArea.objects.create(
            digits="3144", neighbourhood=venue.neighbourhood, latitude=51.9, longitude=4.2
        ),
        theme=builders.make_theme(),
        audience=builders.make_audience(),
        pass_=Pass.objects.create(name="Pas", slug="pas", locale=Locale.objects.first()),
        schoolholiday=SchoolHoliday.objects.create(
            name="Vakantie", first_day="2026-12-19", last_day="2027-01-03"
        ),
        desk=world.own.desk,
        agreement=Agreement.objects.create(name="Afspraak", signed_on="2020-01-01"),
        synonym=Synonym.objects.create(words="gym", leads_to="sporten"),
        bestbet=BestBet.objects.create(words="eten", page=home),
        urgentterm=UrgentTerm.objects.create(words="woorden voor een test"),
        workflow=workflow,
        workflow_task=workflow.tasks.get(),
    )
