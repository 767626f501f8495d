"""What was asked, answered and done with it: consultations, lines and a panel."""

from datetime import date, datetime, timedelta

from activities.models import Session, Theme
from common import clock
from participation import operations
from participation.models import Consultation, Input, Panel, Sentence, Statement
from partners.models import PartnerPage
from portal.demo import data
from portal.demo.tree import Tree

_ANSWERS = ("agree", "disagree", "unsure")
_AHEAD = timedelta(days=21)


class Loader:
    """Adds everything through the operations, at moments in the past."""

    def __init__(self, tree: Tree, now: datetime):
        self.tree, self.now = tree, now
        self.today: date = clock.local(now).date()
        self.partners = tree.of(PartnerPage)
        self.themes = {row.slug: row for row in Theme.objects.all()}

    def load(self) -> None:
        """Add the consultations, then what was put to somebody, then the panels."""
        content = data.read("participation")
        for row in content["consultations"]:
            self._consult(row)
        for row in content["inputs"]:
            meeting = self.tree[row["activity"]] if "activity" in row else None
            self._put(row, self.partners[row["partner"]], activity=meeting)
        for row in content["panels"]:
            self._panel(row)

    def _consult(self, row: dict) -> None:
        session = self._last_session(row["activity"]) if "activity" in row else None
        begun = session.starts_at if session else self.now
        ends = session.ends_at if session else self.now + _AHEAD
        asked = operations.write(
            consultation=Consultation(
                partner=self.partners[row["partner"]],
                title=row["title"],
                summary=row["summary"],
                session=session,
                way=row.get("way", "hall"),
                closes_at=ends,
            ),
            statements=[one["text"] for one in row["statements"]],
            themes=[self.themes[slug] for slug in row["themes"]],
        )
        operations.open_up(consultation=asked, now=begun)
        rows = zip(asked.statements.all(), row["statements"], strict=True)
        for statement, written in rows:
            self._vote(asked, statement, written, begun)
        if row["state"] == "closed":
            operations.close(consultation=asked, now=ends)

    def _vote(self, asked: Consultation, statement: Statement, row: dict, now: datetime) -> None:
        for answer, times in zip(_ANSWERS, row.get("votes", (0, 0, 0)), strict=True):
            for _time in range(times):
                operations.cast(
                    consultation=asked,
                    answers={statement.pk: answer},
                    before={},
                    sentences={},
                    now=now,
                )
        for text in row.get("sentences", ()):
            one = Sentence.objects.create(
                statement=statement, text=text, day=clock.local(now).date()
            )
            operations.release(sentence=one, text=text)
        if "talk" in row:
            counts = dict(zip(_ANSWERS, row["talk"]["counts"], strict=True))
            operations.record_conversation(
                statement=statement,
                held_on=clock.local(now).date(),
                summary=row["talk"]["summary"],
                **counts,
            )

    def _put(self, row: dict, partner: PartnerPage, **more) -> None:
        outcome = self.tree[row["outcome"]] if "outcome" in row else None
        said = Input.objects.create(
            partner=partner,
            source=row.get("source", Input.Source.WISH),
            title=row["title"],
            said=row["said"],
            said_on=self.today - timedelta(days=row["said_days_ago"]),
            statement=Statement.objects.filter(text=row.get("statement", "")).first(),
            owner=self.partners[row["owner"]],
            department=row.get("department", ""),
            due_on=self.today + timedelta(days=row["due_in_days"]),
            **more,
        )
        said.themes.set([self.themes[slug] for slug in row.get("themes", ["jongeren"])])
        operations.put(input=said, now=self.now - timedelta(days=row["said_days_ago"] - 1))
        if "answer" in row:
            operations.answer(
                input=said,
                answer=row["answer"],
                changes=row.get("changes", ""),
                outcome=outcome,
                now=self.now + timedelta(days=min(row["due_in_days"] - 3, 0)),
            )

    def _panel(self, row: dict) -> None:
        partner = self.partners[row["partner"]]
        names = ("name", "slug", "summary", "about", "subject")
        panel = Panel.objects.create(
            partner=partner,
            meeting=self.tree[row["meeting"]],
            **{name: row[name] for name in names},
        )
        for question in row["questions"]:
            self._ask(panel, question)
        for wish in row["wishes"]:
            self._put(wish, partner, panel=panel, activity=panel.meeting)

    def _ask(self, panel: Panel, row: dict) -> None:
        asked_at = self.now - timedelta(days=row["asked_days_ago"])
        question = operations.ask(
            panel=panel,
            asked_by=self.partners[row["asked_by"]],
            department=row["department"],
            question=row["question"],
            why=row["why"],
            wanted_on=clock.local(asked_at).date() + timedelta(weeks=6),
            now=asked_at,
        )
        if "answer" not in row:
            return
        met_at = self.now - timedelta(days=row["met_days_ago"])
        made = operations.answer_question(
            question=question, answer=row["answer"], met_on=clock.local(met_at).date(), now=met_at
        )
        if made:
            made.themes.set([self.themes["jongeren"]])
            operations.answer(
                input=made, answer=row["response"], changes="", outcome=None,
                now=met_at + timedelta(days=10),
            )  # fmt: skip

    def _last_session(self, path: str) -> Session | None:
        rows = Session.objects.filter(group__activity=self.tree[path].pk, ends_at__lt=self.now)
        return rows.going_on().order_by("starts_at", "pk").last()
