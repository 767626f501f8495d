"""No address of the admin is missing from the table, and no row of the table is dead."""

from tests.portal.roles import visiting, walking


def test_every_address_of_the_admin_and_the_api_has_its_kind():
    found, listed = {row.name for row in visiting.addresses()}, set(walking.kind_of())

    assert sorted(found - listed) == [], (
        "New addresses. Add each to tests/portal/roles/addresses.toml, under the kind of action "
        "whose row in docs/roles.md says who may (or add a row there). If something of a partner "
        "is named in it, say in tests/portal/roles/visiting.py which, and make one in world.py."
    )
    assert sorted(listed - found) == [], "gone: take these out of tests/portal/roles/addresses.toml"
    assert len(listed) == sum(map(len, walking.KINDS.values())), "one kind each"


def test_the_table_names_every_kind_and_nothing_else():
    rows = walking.table()

    assert set(rows) == set(walking.KINDS), "a row of docs/roles.md for each kind, and the reverse"
    assert {cell for row in rows.values() for cell in row.values()} <= walking.CELLS
