import pytest

from portal import serving


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/", "/"),
        ("/partners/buurtvereniging-de-vliet/groepssessies-scheiding/", None),
        ("/static/css/base.0a1b2c3d4e5f.css", None),
        ("/aanmelden/2f1c0e4e-8a35-4b7c-9f0d-0f6f3b1a2c3d/", None),
        ("/aanmelden/a/Zx8_kQ2pR7vLm3NcT5wYb9HdJ4sF6gUe1oKiXqA0rBt/", "/aanmelden/a/…/"),
        ("/aanmelden/a/abcdefghijklmnopqrstuvwxyz/", "/aanmelden/a/…/"),
    ],
)
def test_leaves_tokens_out_of_the_access_log(path, written):
    assert serving.mask(path) == (written or path)


def test_writes_no_address_and_no_query_string():
    assert not any(
        part in serving.access_log_format for part in ("%(h)s", "%(q)s", "%(r)s", "%(f)s")
    )
