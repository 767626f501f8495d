"""How the connection to a cluster follows from the settings."""

import time

import pytest

from search import engines
from search.engines import elastic_server
from search.engines.base import EngineError, Request
from search.engines.elastic import Elastic
from search.engines.elastic_server import Server

CLOUD = "portaal:ZXhhbXBsZS50ZXN0OjQ0MyRub2RlJGtpYmFuYQ=="  # example.test


def node(server):
    return next(iter(server.connect().transport.node_pool.all())).config


def test_several_hosts_are_all_asked():
    client = Server(("https://a.test:9200", "https://b.test:9200")).connect()

    assert {one.config.host for one in client.transport.node_pool.all()} == {"a.test", "b.test"}


def test_the_cloud_id_leads_to_elastics_cloud():
    found = node(Server(hosts=("http://127.0.0.1:9200",), cloud_id=CLOUD, api_key="key"))

    assert (found.scheme, found.host) == ("https", "node.example.test")


def test_certificates_are_checked_and_the_key_is_sent(tmp_path):
    found = node(Server(("https://a.test:9200",), fingerprint="ab" * 32))
    assert found.ssl_assert_fingerprint == "ab" * 32
    assert node(Server(("https://a.test:9200",))).verify_certs is True

    client = Server(("https://a.test:9200",), api_key="c2xldXRlbA==").connect()
    assert client._headers["authorization"] == "ApiKey c2xldXRlbA=="


def test_the_settings_name_the_engine(settings):
    settings.SEARCH_ENGINE = "elastic"
    settings.ELASTICSEARCH = {
        "hosts": ["https://a.test:9200"], "cloud_id": None, "api_key": "key", "ca_certs": None,
        "fingerprint": None, "timeout": 2.0, "index": "portaal",
    }  # fmt: skip

    engine = engines.current()

    assert engine.name == "elastic" and engine.alias.startswith("portaal-s")
    assert engine is engines.current()


def test_a_silent_cluster_is_left_alone_for_a_while(monkeypatch):
    engine = Elastic(Server(("http://127.0.0.1:9",)), "nowhere")
    with pytest.raises(EngineError):
        engine.search(Request())

    monkeypatch.setattr(engine._connection, "_client", None)
    monkeypatch.setattr(elastic_server.Server, "connect", lambda server: 1 / 0)
    began = time.monotonic()
    with pytest.raises(EngineError, match="a moment ago"):
        engine.search(Request())

    assert time.monotonic() - began < 0.1
