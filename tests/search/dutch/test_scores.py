"""The analysis as a whole, on lists that were made apart from the lists it uses."""

from tests.search.dutch import scores


def test_forms_of_a_word_meet_and_different_words_do_not():
    total, wrong = scores.stems()

    assert total >= 300
    assert len(wrong) <= 0.06 * total, wrong


def test_compounds_fall_apart_and_other_words_stay_whole():
    total, wrong = scores.compounds()

    assert total >= 200
    assert len(wrong) <= 0.02 * total, wrong
