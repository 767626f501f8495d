"""Who writes for a partner, and who manages it."""

from tests.portal.roles.walking import walk


def test_a_worker_and_a_manager_get_in_exactly_where_the_table_says(scene, unrendered):
    assert [wrong for role in ("worker", "manager") for wrong in walk(scene, role)] == []
