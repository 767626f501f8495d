"""What Wagtail says to staff in words that they do not use, to be said again in ours.

Django takes the Dutch of a string from the first app that has it, and the portal is the first.
"""

from django.utils.translation import gettext_noop

SAID_AGAIN = (
    # When a page comes on the site, and when it goes
    gettext_noop("Set schedule"),
    gettext_noop("Edit schedule"),
    gettext_noop("Save schedule"),
    gettext_noop("Set publishing schedule"),
    gettext_noop("No publishing schedule set"),
    gettext_noop("Choose when this page should go live and/or expire"),
    gettext_noop("Choose when this %(model_name)s should go live and/or expire"),
    gettext_noop(
        "This publishing schedule will only take effect after you select the "
        '"Schedule to publish" option'
    ),
    gettext_noop("Schedule to publish"),
    gettext_noop("go live date/time"),
    gettext_noop("expiry date/time"),
    gettext_noop("Unpublish"),
    # Comments
    gettext_noop("Comment notifications"),
)
