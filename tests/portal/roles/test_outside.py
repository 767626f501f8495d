"""Who is not logged in, or works with no page."""

from tests.portal.roles.walking import walk


def test_those_at_the_door_and_outside_get_in_exactly_where_the_table_says(scene, unrendered):
    assert [
        wrong
        for role in ("anonymous", "no partner", "volunteer", "data role")
        for wrong in walk(scene, role)
    ] == []
