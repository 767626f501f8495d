import pytest
from django.core.management import CommandError, call_command

from signups.models import Bookable
from tests.signups.builders import make_bookable, sign_up

pytestmark = pytest.mark.django_db


def test_agrees_after_ordinary_signups(capsys):
    bookable = make_bookable(capacity=1)
    sign_up(bookable)
    sign_up(bookable)

    call_command("check_places")

    assert "1 bookables agree" in capsys.readouterr().out


def test_says_where_the_row_differs_from_the_signups(capsys):
    bookable = make_bookable(capacity=3)
    sign_up(bookable)
    Bookable.objects.filter(pk=bookable.pk).update(taken=2)

    with pytest.raises(CommandError):
        call_command("check_places")

    assert f"bookable {bookable.pk}: counts 2 taken" in capsys.readouterr().out
