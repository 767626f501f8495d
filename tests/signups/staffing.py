"""Staff of every role, and a session that is on right now."""

from datetime import timedelta

from django.contrib.auth import get_user_model

from activities.models import Group
from common import clock
from partners.operations import add_member
from signups import operations
from signups.models import Bookable
from signups.personal import Contact, Person
from tests import builders as site
from tests.signups.builders import sign_up


def member_of(partner, name="medewerker", role="manager"):
    """Return an account with a role at the partner."""
    user = get_user_model().objects.create_user(name, password="x")
    add_member(user=user, partner=partner, role=role)
    return user


def bookable_now(capacity=3, **activity) -> Bookable:
    """Return the bookable of a session that begins in a minute; it takes signups until then."""
    group = site.make_bare_group(site.make_activity(**activity), way_in=Group.WayIn.PER_SESSION)
    session = site.make_session(group, starts_at=clock.now() + timedelta(minutes=1))
    operations.set_capacity(group=group, capacity=capacity)
    return Bookable.objects.get(session=session)


def family(bookable, **fields):
    """Sign up a mother with a child."""
    people = [Person("Noor Bakker"), Person("Sem Bakker", is_child=True, age=7)]
    fields.setdefault("contact", Contact("Noor Bakker", "noor@post.example", "06 12345678"))
    return sign_up(bookable, people=people, **fields)
