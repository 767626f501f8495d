from search.vocabulary import Vocabulary


def _vocabulary(**words):
    return Vocabulary(100, words)


def test_rare_words_weigh_more_than_common_ones():
    vocabulary = _vocabulary(koffie=100, wandelen=20, schaken=1)

    assert vocabulary.rarity("koffie") == 1
    assert vocabulary.rarity("wandel") == 3
    assert vocabulary.rarity("schaak") == 7
    assert vocabulary.rarity("bestaatniet") == 7


def test_counts_come_and_go_exactly():
    before = _vocabulary(koffie=2, thee=1)

    after = before.changed(added=[{"koffie", "taart"}], removed=[{"koffie", "thee"}])

    assert (after.documents, after.words) == (100, {"koffie": 2, "taart": 1})
    assert before.changed(added=[{"koffie"}], removed=[{"koffie"}]) is before


def test_knows_after_a_change_what_it_would_know_when_read_anew():
    before = Vocabulary.loaded(_vocabulary(koffieochtend=2, scheiding=1, schaken=1).saved())

    after = before.changed(added=[{"schijding", "koffie"}], removed=[{"schaken", "koffieochtend"}])

    anew = Vocabulary(after.documents, after.words)
    assert (after.stems, after.saved()["sounds"]) == (anew.stems, anew.saved()["sounds"])
    assert before.knows("schaak") and not after.knows("schaak")


def test_guesses_what_a_slip_meant():
    vocabulary = _vocabulary(
        autisme=5, scheiding=5, jongerenavond=3, voedselbank=2, groep=9, avond=1
    )

    assert vocabulary.meant("austisme") == [("autisme", 1)]
    assert vocabulary.meant("jongernavond") == [("jongerenavond", 1)]
    assert vocabulary.meant("voetselbank") == [("voedselbank", 1)]
    assert vocabulary.meant("schijding") == [("scheiding", 1)]


def test_guesses_a_slip_inside_a_compound_that_no_page_holds():
    vocabulary = _vocabulary(scheiding=5, groep=9)

    assert vocabulary.meant("schijdingsgroep") == [("scheidingsgroep", 1)]


def test_never_guesses_at_short_words_or_numbers():
    vocabulary = _vocabulary(tas=5, klas=5, pas=5)

    assert vocabulary.meant("ass") == []
    assert vocabulary.meant("2026") == []


def test_reads_back_what_it_saved():
    vocabulary = _vocabulary(autisme=5, koffieochtend=2)

    again = Vocabulary.loaded(vocabulary.saved())

    assert again.words == vocabulary.words
    assert again.rarity("koffie") == vocabulary.rarity("koffie")
    assert again.meant("austisme") == [("autisme", 1)]
