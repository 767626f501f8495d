"""What a document must hold, as a small tree that both engines compile.

A leaf scores a fixed whole number, so no statistics of an engine enter a score and the two
engines agree to the last bit.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One token in one field."""

    field: str
    token: str
    boost: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """Any of many tokens in one field; scores nothing, so it serves as a filter."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that stand side by side in one field."""

    field: str
    tokens: tuple[str, ...]
    boost: int = 0


@dataclass(frozen=True, slots=True)
class Any:
    """At least so many of these; the scores of those that match add up."""

    nodes: tuple["Node", ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class All:
    """Every one of these, and what else matches of the optional ones; scores add up."""

    nodes: tuple["Node", ...]
    optional: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Best:
    """Any of these; the best one alone counts (a disjunction maximum)."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Range:
    """A number field between two bounds, both included; None leaves a side open."""

    field: str
    low: int | None
    high: int | None


Node = Term | Terms | Phrase | Any | All | Best | Range


def stems(node: Node) -> frozenset[str]:
    """Return every word token in the tree, for the highlighter."""
    found: set[str] = set()
    _collect(node, found)
    return frozenset(found)


def _collect(node: Node, found: set[str]) -> None:
    match node:
        case Term(field=field, token=token) if field[-2:] in ("_s", "_p"):
            found.add(token)
        case Phrase(tokens=tokens):
            found.update(tokens)
        case Any(nodes=nodes) | Best(nodes=nodes):
            for child in nodes:
                _collect(child, found)
        case All(nodes=nodes, optional=optional):
            for child in (*nodes, *optional):
                _collect(child, found)
