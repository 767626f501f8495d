"""What is tried with real processes, run by the driver of the races."""

import uuid

from tests.signups.races.processes import fork, in_step, together


def take_at_once(members=10, rounds=10, guard=True):
    """Members of one team, and of a second that it is handed to, take it at the same instant."""
    from common import clock
    from concerns import operations, refusals
    from concerns.models import Concern, Count
    from tests.concerns.builders import make_concern, make_desk, make_sitter

    names = [f"lid-{uuid.uuid4().hex[:8]}-{number}" for number in range(members)]
    first, second = make_desk("Wijkteam Een"), make_desk("Wijkteam Twee", area="West")
    sitters = [make_sitter(second, name) for name in names]
    owner = make_sitter(first, f"eerste-{uuid.uuid4().hex[:8]}")

    def prepare():
        concern = make_concern(first, now=clock.now())
        operations.take(concern=concern, user=owner, now=clock.now())
        fresh = Concern.objects.get(pk=concern.pk)
        operations.offer(concern=fresh, to=second, user=owner, now=clock.now())
        return concern.pk

    def taker(user):
        def take(pk):
            try:
                seen = Concern.objects.get(pk=pk)
                if not guard:
                    return _naive(seen, user, counted)
                operations.take(concern=seen, user=user, now=clock.now())
            except refusals.AlreadyTaken:
                return "too late"
            return "won"

        return take

    counted = fork.Barrier(members)
    winners, wrong = [], 0
    for pk, results in in_step(rounds, prepare, *[taker(user) for user in sitters]):
        concern = Concern.objects.get(pk=pk)
        winners.append(results.count("won"))
        wrong += set(results) - {"won", "too late"} != set()
        wrong += concern.owner not in sitters or concern.desk_id != second.pk
    taken = Count.objects.get(desk=second, what="taken").number if guard else 0
    return {"winners": winners, "wrong": wrong, "taken": taken}


def _naive(concern, user, counted):
    """What others do: look, then write. The barrier lets everybody look before one writes."""
    free = concern.offered_to_id is not None
    counted.wait(timeout=60)
    if not free:
        return "too late"
    concern.desk_id, concern.offered_to_id, concern.owner = concern.offered_to_id, None, user
    concern.save()
    return "won"


def send_at_once(clients=10):
    """One form is sent many times at the same instant."""
    from common import clock
    from concerns import operations
    from concerns.models import Concern, Count
    from concerns.sealed import Details
    from tests.concerns.builders import NUMBER, make_desk

    desk = make_desk("Wijkteam Drie")
    key, now = uuid.uuid4(), clock.now()

    def send():
        return operations.receive(
            key=key, kind="call", desk=desk, neighbourhood=None,
            details=Details(NUMBER, "any", "money"), may_move=False, now=now,
        ).pk  # fmt: skip

    results = together(*[send] * clients)
    return {
        "messages": Concern.objects.filter(key=key).count(),
        "answers": len({outcome for outcome, _seconds in results}),
        "received": Count.objects.get(desk=desk, what="received").number,
    }
