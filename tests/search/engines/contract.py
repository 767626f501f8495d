"""What every engine must do. A test module inherits these and gives a filled `engine`."""

from dataclasses import replace

import pytest

from search.document import Document
from search.engines.base import BY_DATE, BY_DISTANCE, Count, EngineError, IndexMissing, Request
from search.plan import plan
from search.tree import All, Any, Best, Phrase, Range, Term, Terms
from tests.search import corpus

EVERYTHING = {document.pk: document for document in corpus.neighbourhood()}


def ids(answer):
    return [hit.pk for hit in answer.hits]


class ReadingContract:
    def test_holds_every_document(self, engine):
        assert engine.count() == len(EVERYTHING)

    def test_finds_a_word_in_the_fields_asked_for(self, engine):
        assert ids(engine.search(Request(tree=Term("title_s", "opvoed", 10)))) == [6]

    def test_scores_are_the_sums_of_the_boosts(self, engine):
        tree = All(
            (Best((Term("title_s", "no", 5), Term("title_s", "spang", 7))),),
            optional=(Term("lead_s", "kind", 100), Term("lead_s", "bestaatniet", 1000)),
        )

        assert [hit.score for hit in engine.search(Request(tree=tree)).hits] == [107]

    def test_asks_for_as_many_wishes_as_told(self, engine):
        wishes = (Term("title_s", "no", 1), Term("title_s", "spang", 1), Term("title_s", "x", 1))

        assert ids(engine.search(Request(tree=Any(wishes, 2)))) == [2]
        assert ids(engine.search(Request(tree=Any(wishes, 3)))) == []

    def test_a_phrase_asks_for_words_side_by_side(self, engine):
        assert ids(engine.search(Request(tree=Phrase("text_s", ("uit", "elkaar"), 3)))) == [1]
        assert ids(engine.search(Request(tree=Phrase("text_s", ("elkaar", "uit"), 3)))) == []

    def test_a_phrase_never_runs_from_one_label_into_the_next(self, engine):
        assert ids(engine.search(Request(tree=Phrase("lead_s", ("ouder", "scheiding"), 3)))) == []

    def test_equal_scores_go_by_next_date_then_by_id(self, engine):
        answer = engine.search(Request(tree=Term("lead_s", "inloop", 9)))

        expected = sorted((7, 8, 9), key=lambda pk: EVERYTHING[pk].order)
        assert ids(answer) == expected

    def test_no_text_lists_everything_by_next_date(self, engine):
        answer = engine.search(Request(limit=100))

        assert ids(answer) == sorted(EVERYTHING, key=lambda pk: EVERYTHING[pk].order)
        assert answer.count == len(EVERYTHING)

    def test_pages_follow_on_without_overlap(self, engine):
        tree = plan("jongeren ouders kind", engine.vocabulary(), corpus.NOW.date()).relaxed
        whole = ids(engine.search(Request(tree=tree, limit=100)))

        paged = [
            pk
            for offset in range(0, len(whole) + 3, 3)
            for pk in ids(engine.search(Request(tree=tree, offset=offset, limit=3)))
        ]

        assert paged == whole and len(whole) > 6

    def test_sorts_found_pages_by_date_too(self, engine):
        answer = engine.search(Request(tree=Term("lead_s", "ouder", 9), sort=BY_DATE, limit=50))

        assert ids(answer) == sorted(ids(answer), key=lambda pk: EVERYTHING[pk].order)

    def test_sorts_by_distance_and_puts_what_has_no_place_last(self, engine):
        answer = engine.search(
            Request(sort=BY_DISTANCE, origin=(51.69, 5.13), limit=100)
        )  # in Drunen

        assert ids(answer)[0] == 1
        assert answer.hits[0].point == (51.69, 5.13)
        nowhere = {pk for pk, document in EVERYTHING.items() if document.latitude is None}
        assert {hit.pk for hit in answer.hits if hit.point is None} == nowhere
        assert set(ids(answer)[-len(nowhere) :]) == nowhere

    def test_ranges_include_both_ends(self, engine):
        order = EVERYTHING[2].order

        assert ids(engine.search(Request(always=(Range("order", order, order),)))) == [2]
        assert engine.search(Request(always=(Range("until", 2**33, None),))).count == 0

    def test_facets_leave_out_their_own_filter_only(self, engine):
        request = Request(
            filters={
                "prijs": Terms("price", ("gratis",)),
                "vorm": Terms("kind", ("inloop", "middag")),
            },
            counts=(Count("prijs", "price"), Count("vorm", "kind"), Count("wijk", "neighbourhood")),
        )

        answer = engine.search(request)

        assert answer.count == 4
        assert answer.facets["prijs"] == {"gratis": 4}
        assert answer.facets["vorm"]["bijeenkomst"] == 3
        assert answer.facets["vorm"]["inloop"] == 3
        assert answer.facets["wijk"] == {"maassluis-oost": 2, "maassluis-west": 2}

    def test_counts_no_further_than_the_hits_where_no_total_is_asked(self, engine):
        request = Request(tree=Term("lead_s", "inloop", 9), limit=2, total=False)

        answer = engine.search(request)

        assert answer.count == len(answer.hits) == 2

    def test_another_page_has_the_same_counts(self, engine):
        request = Request(
            filters={"prijs": Terms("price", ("gratis",))},
            counts=(Count("prijs", "price"), Count("vorm", "kind")),
        )

        first, second = (engine.search(replace(request, offset=offset)) for offset in (0, 2))

        assert (
            first.facets == second.facets and ids(first)[2:] == ids(second)[: len(ids(first)) - 2]
        )

    def test_counts_sets_of_days(self, engine):
        sets = (
            ("wo", Terms("date", ("20261125", "20261202"))),
            ("do", Terms("date", ("20261126",))),
            ("nooit", Terms("date", ())),
        )

        answer = engine.search(Request(counts=(Count("dag", "day", sets),)))

        assert answer.facets["dag"] == {"wo": 3, "do": 2, "nooit": 0}

    def test_a_morning_and_another_afternoon_are_no_joint_day(self, engine):
        found = engine.search(Request(filters={"dag": Terms("day", ("wo-middag",))}))

        assert ids(found) == [2]

    def test_gives_back_the_payload_and_the_raw_words(self, engine):
        hit = engine.search(Request(tree=Term("title_s", "spang", 1))).hits[0]

        assert hit.payload["title"] == "No Spang middag"
        assert hit.source() == EVERYTHING[2].source

    def test_odd_tokens_find_nothing_and_break_nothing(self, engine):
        for token in ('"', "\\", "a b", "*", "", "AND", "x" * 60, "ش"):
            tree = Best((Term("title_s", token, 1), Phrase("title_s", (token, token), 1)))
            filters = {"thema": Terms("theme", (token,))}

            answer = engine.search(Request(tree=tree, filters=filters, counts=(Count("a", "age"),)))

            assert answer.count == 0

    def test_knows_its_words(self, engine):
        vocabulary = engine.vocabulary()

        assert vocabulary.documents == len(EVERYTHING)
        assert vocabulary.words["koffie"] == 4
        assert vocabulary.words["nospang"] == 1


class WritingContract:
    def test_is_missing_before_the_first_build(self, fresh):
        with pytest.raises(IndexMissing):
            fresh.search(Request())
        with pytest.raises(EngineError):
            fresh.write([Document(1, "Koffie")], [])

    def test_a_document_takes_the_place_of_its_older_self(self, fresh):
        fresh.rebuild([Document(1, "Koffie"), Document(2, "Thee")])

        fresh.write([Document(1, "Soep")], [])

        assert ids(fresh.search(Request(tree=Term("title_s", "koffie", 1)))) == []
        assert ids(fresh.search(Request(tree=Term("title_s", "soep", 1)))) == [1]
        assert fresh.count() == 2
        assert fresh.vocabulary().words == {"soep": 1, "thee": 1}

    def test_takes_documents_out_even_twice(self, fresh):
        fresh.rebuild([Document(1, "Koffie"), Document(2, "Thee")])

        fresh.write([], [1, 99])
        fresh.write([], [1])

        assert ids(fresh.search(Request())) == [2]
        assert fresh.vocabulary().documents == 1

    def test_edits_never_change_scores_of_others(self, fresh):
        fresh.rebuild([Document(pk, f"Koffie {pk}") for pk in range(1, 10)])
        request = Request(tree=plan("koffie", fresh.vocabulary(), corpus.NOW.date()).tree)
        before = [(hit.pk, hit.score) for hit in fresh.search(request).hits]

        for _edit in range(5):
            fresh.write([Document(3, "Koffie 3")], [])

        request = replace(request, tree=plan("koffie", fresh.vocabulary(), corpus.NOW.date()).tree)
        assert [(hit.pk, hit.score) for hit in fresh.search(request).hits] == before

    def test_a_rebuild_replaces_everything_at_once(self, fresh):
        fresh.rebuild([Document(1, "Koffie")])
        generation = fresh.generation()

        assert fresh.rebuild([Document(2, "Thee")]) == 1

        assert ids(fresh.search(Request())) == [2]
        assert fresh.generation() != generation

    def test_a_rebuild_that_fails_leaves_the_old_index(self, fresh):
        fresh.rebuild([Document(1, "Koffie")])

        def broken():
            yield Document(2, "Thee")
            raise OSError("the database went away")

        with pytest.raises((OSError, EngineError)):
            fresh.rebuild(broken())

        assert ids(fresh.search(Request())) == [1]

    def test_an_empty_index_answers(self, fresh):
        fresh.rebuild([])

        assert fresh.search(Request(counts=(Count("a", "age"),))).facets == {"a": {}}
        assert fresh.vocabulary().meant("koffie") == []
