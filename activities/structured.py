"""An activity as schema.org tells it (https://schema.org/Event): one Event for each session."""

from collections.abc import Iterable

from activities.models import ActivityPage, Session
from common import clock
from common.structured import as_script, known
from partners import structured as partners_structured
from partners.models import PartnerPage
from venues.models import Venue

AT_MOST = 10  # events on a page: a search engine needs no year of Wednesdays


def script(
    activity: ActivityPage, sessions: Iterable[Session], organiser: PartnerPage | None
) -> str:
    """Return a script element with the facts, or nothing for an activity without dates."""
    chosen = sorted(sessions, key=lambda session: (session.starts_at, session.pk))[:AT_MOST]
    if not chosen:
        return ""
    events = [event(activity, session, organiser) for session in chosen]
    return as_script({"@context": "https://schema.org", "@graph": events})


def event(activity: ActivityPage, session: Session, organiser: PartnerPage | None) -> dict:
    """Return one session; `startDate` carries the offset of the Dutch wall clock."""
    place = session.place
    return {
        "@type": "Event",
        "@id": f"{activity.full_url}#{session.uid}",
        "eventStatus": _status(session),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        **known(
            name=activity.title,
            description=activity.summary,
            url=activity.full_url,
            startDate=clock.local(session.starts_at).isoformat(timespec="seconds"),
            endDate=clock.local(session.ends_at).isoformat(timespec="seconds"),
            previousStartDate=_previous(session),
            inLanguage="nl",
            isAccessibleForFree=None if activity.price_cents is None else not activity.price_cents,
            typicalAgeRange=_ages(activity),
            location=location(place) if place else None,
            organizer=partners_structured.reference(organiser) if organiser else None,
            offers=_offer(activity, session),
        ),
    }


def location(venue: Venue) -> dict:
    """Return a venue as a Place (https://schema.org/Place)."""
    address = known(
        streetAddress=venue.street,
        postalCode=venue.postcode,
        addressLocality=venue.town or str(venue.neighbourhood.municipality),
    )
    geo = None
    if venue.latitude is not None and venue.longitude is not None:
        geo = {
            "@type": "GeoCoordinates",
            "latitude": venue.latitude,
            "longitude": venue.longitude,
        }
    return known(
        **{"@type": "Place"},
        name=venue.name,
        address={"@type": "PostalAddress", "addressCountry": "NL", **address},
        geo=geo,
    )


def _status(session: Session) -> str:
    states = {
        Session.Status.CANCELLED: "EventCancelled",
        Session.Status.MOVED: "EventRescheduled",
    }
    return f"https://schema.org/{states.get(session.status, 'EventScheduled')}"


def _previous(session: Session) -> str | None:
    if session.status != Session.Status.MOVED or session.planned_at is None:
        return None
    return clock.local(session.planned_at).isoformat(timespec="seconds")


def _ages(activity: ActivityPage) -> str | None:
    if activity.age_from is None and activity.age_to is None:
        return None
    return f"{activity.age_from or 0}-{'' if activity.age_to is None else activity.age_to}"


def _offer(activity: ActivityPage, session: Session) -> dict | None:
    """The price; sold out when the upper app says that no place is left."""
    if activity.price_cents is None:
        return None
    state = getattr(getattr(session, "places", None), "state", "")
    left = "SoldOut" if state in ("vol", "wachtlijst", "gesloten") else "InStock"
    return {
        "@type": "Offer",
        "url": activity.full_url,
        "price": f"{activity.price_cents / 100:.2f}",
        "priceCurrency": "EUR",
        "availability": f"https://schema.org/{left}",
    }
