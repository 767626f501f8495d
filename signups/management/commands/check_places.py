"""Compare what each bookable row counts with the signups that are there."""

from django.core.management.base import BaseCommand, CommandError
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce, Greatest

from signups.models import Bookable, Signup


class Command(BaseCommand):
    help = "Say where the number of places taken or waiting differs from the active signups."

    def handle(self, *args, **options):
        """Print each difference.

        :raises CommandError: there is one.
        """
        wrong = list(differences())
        for line in wrong:
            self.stdout.write(line)
        if wrong:
            raise CommandError(f"{len(wrong)} of {Bookable.objects.count()} bookables differ.")
        self.stdout.write(f"{Bookable.objects.count()} bookables agree with their signups.")


def differences():
    """Yield a line for each bookable that does not agree with its signups."""
    rows = Bookable.objects.annotate(
        people_seated=Coalesce(
            Sum("signups__size", filter=Q(signups__status__in=Signup.COUNTED)), 0
        ),
        people_waiting=Coalesce(
            Sum("signups__size", filter=Q(signups__status=Signup.Status.WAITING)), 0
        ),
        right_seats=Greatest(F("capacity"), F("taken")),
    ).order_by("pk")
    for row in rows.iterator():
        if (row.taken, row.waiting) != (row.people_seated, row.people_waiting):
            yield (
                f"bookable {row.pk}: counts {row.taken} taken and {row.waiting} waiting, "
                f"the signups say {row.people_seated} and {row.people_waiting}"
            )
        elif row.seats != row.right_seats:
            yield f"bookable {row.pk}: has {row.seats} seats, should have {row.right_seats}"
