"""A partner as schema.org tells it (https://schema.org/Organization)."""

from common.structured import as_script, known
from partners.models import PartnerPage

__all__ = ["as_script", "organization", "reference"]


def reference(partner: PartnerPage) -> dict:
    """Return the short form, for an event's organizer."""
    return known(**{"@type": "Organization"}, name=partner.title, url=partner.full_url)


def organization(partner: PartnerPage) -> dict:
    """Return all that is public of a partner (uses its neighbourhoods and hours)."""
    return {
        "@context": "https://schema.org",
        "@id": f"{partner.full_url}#organisatie",
        **reference(partner),
        **known(
            description=partner.summary,
            telephone=partner.telephone,
            email=partner.email,
            sameAs=partner.website,
            address=partner.address,
            areaServed=[str(area) for area in partner.neighbourhoods.all()],
        ),
    }
