"""The golden questions on both engines: found in the first three, and danger heard."""

from pathlib import Path

import pytest

from search import finding, quality, wording
from tests.search import corpus

GOLDEN = Path(__file__).parents[1] / "data" / "golden.tsv"


ENGINES = [
    "embedded_engine",
    pytest.param("elastic_engine", marks=pytest.mark.elasticsearch),
]


@pytest.fixture(params=ENGINES)
def report(request):
    """The verdicts on one engine."""
    engine = request.getfixturevalue(request.param)

    def find(query):
        return finding.ask(engine, wording.standard(), query, corpus.NOW)

    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    return quality.Report(tuple(quality.judge(quality.read(lines), find)))


def test_golden_questions_are_answered_well(report):
    bad = [(v.case.text, v.rank, v.titles) for v in report.verdicts if not v.is_good]

    assert report.hits >= 0.95, bad
    assert report.mean_reciprocal_rank >= 0.90, bad
    assert report.unwanted == 0
    assert report.urgent == (3, 3)
