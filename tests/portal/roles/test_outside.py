"""Who is not logged in, or works with no page."""

import pytest

from tests.portal.roles.walking import walk


@pytest.mark.parametrize("role", ["anonymous", "no partner", "volunteer", "data role"])
def test_who_is_outside_gets_in_exactly_where_the_table_says(role, scene, unrendered):
    assert walk(scene, role) == []
