"""What is told about a row, a file or a feed: codes in the database, Dutch on the page."""

from django.utils.translation import gettext_lazy as _

NOTES = {
    # A row
    "missing": _("Fill in the column “%(detail)s”."),
    "no_value": _("We do not understand what stands in “%(detail)s”."),
    "end_before_start": _("The end must come after the start."),
    "too_long": _("This lasts longer than a month."),
    "double": _("This date stands in the file twice."),
    "same_code": _(
        "Another row has this code. Give each date a code of its own, or leave it empty."
    ),
    "past": _("This date has passed."),
    "unknown_place": _("We do not know the venue “%(detail)s”."),
    "unknown_word": _("We do not know the word “%(detail)s”."),
    "is_cancelled": _("This date does not go on."),
    "all_day": _("This lasts all day. Look whether that is right."),
    "no_end": _("There is no end time. We made it one hour."),
    "private": _("This is marked as private in your calendar."),
    "no_title": _("There is no name."),
    "unreadable": _("We cannot read this appointment."),
    "too_often": _("This is repeated more than once an hour or too many times."),
    # By comparison with what there is
    "page_deleted": _("You deleted this activity. It does not come back."),
    "date_deleted": _("You deleted this date. It does not come back."),
    "by_hand": _("You changed “%(detail)s” by hand. That stays."),
    "date_by_hand": _("You changed this date by hand. That stays."),
    "place_by_hand": _("You changed the venue of this date by hand. That stays."),
    "told_in_person": _("Here the organiser says who comes. Change the date by hand."),
    "locked": _("This page is locked. Ask the editors."),
    "taken": _("There is another date at this same moment."),
    "new_moment": _("The date or time changes."),
    "new_place": _("The venue changes."),
    "new_words": _("The text or facts change."),
    "goes_on": _("This date goes on after all."),
    "gone": _("This is no longer in the calendar. The date is cancelled."),
    "like": _("This looks like “%(detail)s”. Is it the same?"),
    "failed": _("This did not work. Try it again."),
    # A file
    "empty": _("There is nothing in the file."),
    "too_large": _("The file is too large: at most 2 MB."),
    "too_many_rows": _("There are too many rows: at most 5,000."),
    "no_table": _("This is no XLSX or CSV file that we can read."),
    "no_columns": _("Columns are missing. Use our template."),
    "no_calendar": _("This is no calendar (iCalendar) that we can read."),
    # A feed
    "address": _("This address cannot be used. It must be public and begin with https."),
    "unreachable": _("We cannot reach this address."),
    "refusal": _("The other site gives no calendar at this address."),
    "slow": _("The other site answers too slowly."),
    "many_gone": _("Many dates are gone at once. Look at it first."),
}
FIELDS = {
    "title": _("name"),
    "summary": _("in short"),
    "body": _("text"),
    "kind": _("kind"),
    "venue": _("venue"),
    "price_cents": _("price"),
    "age_from": _("from age"),
    "age_to": _("to age"),
    "contact_telephone": _("telephone"),
    "contact_email": _("e-mail"),
    "audiences": _("for whom"),
    "themes": _("themes"),
}


def tell(code: str, detail: str = "") -> str:
    """Return the words for a code; an unknown one says that it did not work."""
    if code == "by_hand":
        detail = str(FIELDS.get(detail, detail))
    return str(NOTES.get(code, NOTES["failed"])) % {"detail": detail}
