"""What partners brought from elsewhere: the feeds followed, each run, and what became of it."""

from imports.models.feed import Feed
from imports.models.ledger import ImportedActivity, ImportedSession
from imports.models.mail import HandedInMail
from imports.models.run import Row, Run

__all__ = ["Feed", "HandedInMail", "ImportedActivity", "ImportedSession", "Row", "Run"]
