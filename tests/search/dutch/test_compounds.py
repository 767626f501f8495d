import pytest

from search.dutch.stems import stem
from search.dutch.tokens import analyse

COMPOUNDS = """
scheidingsgroep scheiding groep; jongerenavonden jongeren avond; buurthuizen buurt huis
huiswerkbegeleiding huiswerk begeleiding; mantelzorgondersteuning mantelzorg ondersteuning
kookcursus kook cursus; kinderkookcafé kinder kook café; rouwgroepen rouw groep
ouderavond ouder avond; taalcafé taal café; wandelgroepje wandel groep; sportdagen sport dag
zomerkamp zomer kamp; muzieklessen muziek les; schuldhulpverlening schuld hulp verlening
inloopspreekuren inloop spreekuur; jeugdhulp jeugd hulp; gezinscoach gezin coach
weerbaarheidstraining weerbaarheid training; vrijwilligerswerk vrijwilliger werk
kinderopvang kinder opvang; peuterspeelzaal peuter speel zaal; voorleesochtend voorlees ochtend
computerlessen computer les; fietstocht fiets tocht; gezondheidscheck gezondheid check
vrouwenochtend vrouwen ochtend; koffieochtenden koffie ochtend; buurtmaaltijd buurt maaltijd
wijkcentrum wijk centrum; tienermoeders tiener moeder; faalangsttraining faalangst training
autismespreekuur autisme spreekuur; babymassage baby massage; huiskamergesprekken huiskamer gesprek
opvoedvragen opvoed vraag; groepssessies groep sessie
echtscheidingsbegeleiding echtscheiding begeleiding
"""
WHOLE = """
jongeren ouders gratis bewegen samen activiteit aanmelden locatie wekelijks gezellig deelnemers
informatie contact begeleider vrijwilliger gemeente psycholoog creatief maandag woensdag september
december bijeenkomst iedereen moeilijk gesprekken ervaringen welkom mogelijk verschillende thema
persoonlijk nieuwe school praktijk waarden leren organisatie afval schiedam maassluis heusden zondag
"""


@pytest.mark.parametrize(
    "line", [c for row in COMPOUNDS.splitlines() for c in row.split(";") if c.strip()]
)
def test_splits_a_compound_into_its_parts(line):
    word, *parts = line.split()

    assert analyse(word).parts == tuple(stem(analyse(part).fold) for part in parts)


@pytest.mark.parametrize("word", WHOLE.split())
def test_leaves_a_word_that_is_no_compound_whole(word):
    assert analyse(word).parts == ()
