"""A document as the server stores it. It needs the `whitespace` analyzer only, which every has."""

from typing import Any

from elasticsearch.dsl import Document as Stored
from elasticsearch.dsl import GeoPoint, Keyword, Long, MetaField, Object, Text

from search.document import KEYWORD_FIELDS, TEXT_FIELDS, TOKEN_FIELDS, Document
from search.facets import FACETS

COUNTED = frozenset(facet.field for facet in FACETS)


class StoredPage(Stored):
    """The fields of an index; what is not listed is refused."""

    order = Long()
    until = Long()
    point = GeoPoint()
    payload = Object(enabled=False)
    source = Object(enabled=False)

    class Meta:
        dynamic = MetaField("strict")
        # What a hit shows, and no more: it is read as it lies there. Who writes a document always
        # writes it whole.
        source = MetaField(includes=["payload", "source", "point"])


for _name in TEXT_FIELDS:
    StoredPage._doc_type.mapping.field(_name, Text(analyzer="whitespace", norms=False))
for _name in TOKEN_FIELDS:
    StoredPage._doc_type.mapping.field(
        _name, Text(analyzer="whitespace", norms=False, index_options="docs")
    )
for _name in KEYWORD_FIELDS:
    # What is counted beside every list is made ready when the index changes, not by who asks first.
    StoredPage._doc_type.mapping.field(_name, Keyword(eager_global_ordinals=_name in COUNTED))


def to_elastic(document: Document) -> dict[str, Any]:
    """Return the document as the server stores it."""
    out: dict[str, Any] = {
        **document.analysed(),
        **{name: list(values) for name, values in document.keywords.items()},
        "order": document.order,
        "until": document.until,
        "payload": document.payload,
        "source": {"parts": document.source},
    }
    if document.latitude is not None and document.longitude is not None:
        out["point"] = {"lat": document.latitude, "lon": document.longitude}
    return out
