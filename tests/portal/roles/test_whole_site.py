"""Who looks after more than one partner."""

import pytest

from tests.portal.roles.walking import walk


@pytest.mark.parametrize("role", ["area editor", "editor", "administrator"])
def test_who_looks_after_more_gets_in_exactly_where_the_table_says(role, scene, unrendered):
    assert walk(scene, role) == []
