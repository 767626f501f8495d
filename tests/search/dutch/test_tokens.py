from search.dutch.folding import fold
from search.dutch.sounds import sound
from search.dutch.synonyms import Synonyms
from search.dutch.tokens import tokens, words


def test_folds_accents_case_and_letters_of_other_alphabets():
    assert fold("Café's") == "cafes"
    assert fold("boşanma") == "bosanma"
    assert fold("ROZWÓD") == "rozwod"
    assert fold("młodzież") == "mlodziez"
    assert fold("طَلاق") == "طلاق"


def test_gives_each_word_its_place_in_the_text():
    text = "Psycho-educatie: foto's & café."

    found = [(text[token.start : token.end], token.word.fold) for token in tokens(text)]

    assert found == [
        ("Psycho", "psycho"), ("educatie", "educatie"), ("foto's", "fotos"), ("café", "cafe"),
    ]  # fmt: skip


def test_survives_anything_that_is_no_word():
    assert words("") == []
    assert words('"') == []
    assert words("\x00 … — ''") == []
    assert len(words("a" * 100_000)[0].fold) == 60


def test_words_that_sound_the_same_meet():
    assert sound("schijding") == sound("scheiding")
    assert sound("voetselbank") == sound("voedselbank")
    assert sound("coffie") == sound("koffie")
    assert sound("koffie") != sound("kaf")


def test_synonyms_lead_both_ways_or_one_way_only():
    synonyms = Synonyms(["scheiding, uit elkaar", "boşanma => scheiding"])

    assert synonyms.of(("scheiding",)) == [("uit", "elkaar")]
    assert synonyms.of(("uit", "elkaar")) == [("scheiding",)]
    assert synonyms.of((words("boşanma")[0].stem,)) == [("scheiding",)]
    assert synonyms.of(("koffie",)) == []
