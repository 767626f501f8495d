"""Who writes for a partner, and who manages it."""

import pytest

from tests.portal.roles.walking import walk


@pytest.mark.parametrize("role", ["worker", "manager"])
def test_a_team_gets_in_exactly_where_the_table_says(role, scene, unrendered):
    assert walk(scene, role) == []
