"""Who looks after more than one partner."""

from tests.portal.roles.walking import walk


def test_editors_and_administrators_get_in_exactly_where_the_table_says(scene, unrendered):
    assert [
        wrong for role in ("area editor", "editor", "administrator") for wrong in walk(scene, role)
    ] == []
