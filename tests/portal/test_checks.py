import pytest

from portal import checks

KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


def ids(found):
    return [message.id for message in found]


def test_accepts_the_keys_of_a_right_installation():
    assert checks.keys(None) == []


@pytest.mark.parametrize("key", ["", "short", "c2hvcnQ=", "no base64 at all!", KEY[:-4]])
def test_refuses_a_key_of_another_length(settings, key):
    settings.LINK_KEY = key

    assert ids(checks.keys(None)) == ["portal.E003"]


def test_refuses_one_key_used_twice(settings):
    settings.INDEX_KEY = settings.LINK_KEY = KEY
    settings.DATA_KEYS = {"1": "MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTE="}

    assert ids(checks.keys(None)) == ["portal.E004"]


def test_asks_for_a_key_at_all(settings):
    settings.DATA_KEYS = {}

    assert ids(checks.keys(None)) == ["portal.E005"]


@pytest.mark.django_db
def test_the_test_database_is_good_enough():
    assert checks.database(None, ["default"]) == []


class FakePostgres:
    """Answers as an old server, or one that is set up otherwise, would."""

    vendor = "postgresql"

    def __init__(self, version, isolation):
        self.answers = {
            "SHOW server_version_num": version,
            "SHOW default_transaction_isolation": isolation,
        }

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def execute(self, statement):
        self.answer = self.answers[statement]

    def fetchone(self):
        return (self.answer,)


@pytest.mark.parametrize(
    ("version", "isolation", "expected"),
    [
        ("150000", "read committed", []),
        ("180001", "read committed", []),
        ("140017", "read committed", ["portal.E001"]),
        ("160002", "repeatable read", ["portal.E002"]),
        ("160002", "serializable", ["portal.E002"]),
    ],
)
def test_asks_for_postgresql_15_at_read_committed(monkeypatch, version, isolation, expected):
    monkeypatch.setattr(checks, "connections", {"default": FakePostgres(version, isolation)})

    assert ids(checks.database(None, ["default"])) == expected


def test_warns_of_a_data_folder_that_cannot_be_written_to(settings, monkeypatch, tmp_path):
    settings.VAR_DIR = tmp_path / "not" / "yet"
    assert checks.folders(None) == []

    monkeypatch.setattr(checks.os, "access", lambda *_: False)

    assert ids(checks.folders(None)) == ["portal.W001"]
