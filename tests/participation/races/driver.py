"""What the races of the votes do, in processes of their own; see tests.signups.races."""

from tests.signups.races.processes import together


def votes(clients=40):
    """Clients vote at the same instant; then half of them change their vote at once."""
    from tests.participation.builders import counts, make_consultation, vote

    asked = make_consultation()
    first = together(*[lambda: vote(asked, "agree")] * clients)
    after = list(counts(asked))
    half = clients // 2
    changed = together(*[lambda: vote(asked, "disagree", before="agree")] * half)
    return {
        "errors": [told for told, _seconds in [*first, *changed] if told],
        "first": after,
        "changed": list(counts(asked)),
    }


def votes_while_closing(clients=20):
    """Clients vote in the instant in which the evening is closed; ten votes were there before."""
    from common import clock
    from participation import operations
    from tests.participation.builders import counts, make_consultation, vote

    asked = make_consultation()
    vote(asked, "disagree", times=10)

    def come():
        try:
            vote(asked, "agree")
        except operations.NotOpen:
            return "refused"
        return "thanked"

    def close():
        return str(operations.close(consultation=asked, now=clock.now()))

    half = clients // 2
    told = [row[0] for row in together(*[come] * half, close, *[come] * half)]
    return {
        "counted": counts(asked)[0],
        "thanked": told.count("thanked"),
        "refused": told.count("refused"),
    }
