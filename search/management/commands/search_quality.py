"""Say how well the search answers the questions in a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from common import clock
from search import finding, quality
from search.engines.base import EngineError


class Command(BaseCommand):
    help = "Print each question of a file with its verdict, and what they come to together."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="question, wanted|wanted, unwanted (tabs)")
        parser.add_argument("--hits", type=float, default=0.95, help="share that must be found")
        parser.add_argument("--mrr", type=float, default=0.90, help="mean reciprocal rank to reach")

    def handle(self, *, file: Path, hits: float, mrr: float, **options):
        now = clock.now()
        try:
            cases = list(quality.read(file.read_text(encoding="utf-8").splitlines()))
            verdicts = []
            for verdict in quality.judge(cases, lambda query: finding.find(query, now)):
                verdicts.append(verdict)
                self.stdout.write(_line(verdict))
        except (OSError, UnicodeDecodeError, quality.BadFile, EngineError) as error:
            raise CommandError(str(error)) from error
        report = quality.Report(tuple(verdicts))
        right, urgent = report.urgent
        self.stdout.write(
            f"\n{len(cases)} questions: hit@3 {report.hits:.1%}, "
            f"MRR {report.mean_reciprocal_rank:.3f}, must-not in {report.unwanted}, "
            f"urgent {right} of {urgent} at rank one, other questions with help lines "
            f"{report.false_alarms}"
        )
        good = report.hits >= hits and report.mean_reciprocal_rank >= mrr
        if not good or report.unwanted or right < urgent:
            raise CommandError("not good enough")


def _line(verdict: quality.Verdict) -> str:
    mark = "good" if verdict.is_good else "BAD "
    notes = [f"rank {verdict.rank}" if verdict.rank else "not found", f"of {verdict.found}"]
    notes += ["wishes let go"] if verdict.relaxed else []
    notes += ["help lines"] if verdict.alarmed else []
    notes += [f"must not: {', '.join(verdict.unwanted)}"] if verdict.unwanted else []
    first = "; ".join(verdict.titles)
    return f"{mark}  {verdict.case.text}  [{', '.join(notes)}]  {first}"
