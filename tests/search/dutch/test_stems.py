import pytest

from search.dutch.tokens import analyse

SAME = """
sessie sessies; huis huizen; dag dagen; les lessen; vraag vragen; zorg zorgen; cursus cursussen
wandelen wandeling; kind kinderen; kind kids; verhaal verhalen; tas tassen; schuld schulden
verlies verliezen; koken kook; dansles danslessen; scheiding scheidingen; middag middagen
vrijdag vrijdagen; brief brieven; taal talen; weerbaar weerbaarheid; eenzaam eenzaamheid
gezond gezondheid; zwem zwemmen; fiets fietsen; leren leer; lezen lees; geven geeft
mening meningen; stelling stellingen; peuter peuters; uitkering uitkeringen; spel spelletjes
mishandeld mishandeling; wijkteam wijkteams; autisme autistisch; training trainingen
jongere jongeren; ochtend ochtenden; avond avonden; café cafés; foto foto's; gezin gezinnen
opvoeden opvoeding; scheiden gescheiden; ouder ouders; ambassadeur ambassadeurs; baby baby's
koffieochtend koffieochtenden; jongerenavond jongerenavonden; huiskamer huiskamers
"""
DIFFERENT = """
gezin zin; begeleiding beleid; ouder ouderen; ouder oud; arm armoede; weer weerbaarheid
dag dak; les lezing; jongen jongeren; meer mee; maan maandag; wijk wijzer; groep groei
kamer kam; bank band; raad rad; spel speld; zorg zorgeloos; tas taart; pas plas; regel regeling
bijeen been; begeleider beleider; stad staat; vader vaderland
"""


def _pairs(text):
    return [
        tuple(pair.split()) for line in text.split("\n") for pair in line.split(";") if pair.strip()
    ]


@pytest.mark.parametrize(("one", "other"), _pairs(SAME))
def test_forms_of_one_word_share_a_stem(one, other):
    assert analyse(one).stem == analyse(other).stem


@pytest.mark.parametrize(("one", "other"), _pairs(DIFFERENT))
def test_different_words_keep_different_stems(one, other):
    assert analyse(one).stem != analyse(other).stem
