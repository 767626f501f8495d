"""Every address in full: nothing breaks, and no page shows what is another partner's."""

import pytest

from tests.portal.roles.walking import walk
from tests.portal.roles.world import ROLES

pytestmark = [pytest.mark.long, pytest.mark.beside]


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_is_shown_is_its_own(role, scene):
    assert walk(scene, role) == []
