"""Whose question may not wait."""

import pytest

from search import urgent
from search.urgent import CHILDREN, EMERGENCY, LIFELINE, SAFE_HOME, Signs


def hear(text):
    return urgent.standard().hear(text)


@pytest.mark.parametrize(
    "text",
    [
        "huiselijk geweld", "Mijn man slaat mij", "kindermishandeling melden", "niet  pluis",
        "ik denk aan zelfmoord", "SUÏCIDE", "thuis niet veilig", "Veilig Thuis", "bedreigd",
        "papa slaat mama", "ik word thuis geslagen", "mijn vriend heeft mij geslagen",
        "ik ben bang voor mijn man", "ik wil niet meer leven", "ik wil dood", "verkracht",
    ],
)  # fmt: skip
def test_hears_danger(text):
    assert hear(text)


@pytest.mark.parametrize(
    "text",
    [
        "zelfmoort", "zelf moord", "kindermishandelling", "kinder mishandeling", "huislijk gewelt",
        "mishandelt", "verkrachtt", "zelfmord",
    ],
)  # fmt: skip
def test_hears_danger_through_a_slip_of_the_pen(text):
    assert hear(text)


@pytest.mark.parametrize(
    "text",
    [
        "domestic violence", "he hits me", "I want to die", "aile içi şiddet", "intihar",
        "przemoc domowa", "mąż mnie bije", "samobójstwo", "العنف", "عنف أسري", "انتحار",
        "زوجي يضربني",
    ],
)  # fmt: skip
def test_hears_danger_in_other_languages(text):
    assert hear(text)


@pytest.mark.parametrize(
    "text",
    [
        "ik wil er niet meer zijn", "ik zie het niet meer zitten", "was ik maar dood",
        "er een eind aan maken", "ik snij in mijn armen", "mijn dochter snijdt zichzelf",
        "incest", "loverboy",
        "klaar met het leven", "hij wil voor de trein springen", "dan ben je beter af zonder mij",
        "mijn vriend heeft losse handjes", "krijg thuis altijd klappen", "hij schopt me",
        "mijn vader is agressief als hij drinkt", "hij dreigt met een mes", "mijn broer slaat mij",
        "ik durf niet meer naar huis", "mijn ouders vechten elke avond", "opa raakt mij aan",
        "ik word gedwongen tot seks", "hij chanteert me met naaktfoto's", "verwaarloosd kind",
        "my dad hits my sister", "I don't feel safe at home", "he wants to kill me",
        "I don't want to live anymore", "I wish I was dead", "my daughter cuts herself, self harm",
        "kocamdan korkuyorum", "babam beni dövdü", "yaşamak istemiyorum", "canıma kıyacağım",
        "boję się męża", "ojciec bije mamę", "nie chcę żyć", "pobił mnie partner",
        "زوجي يهددني بالقتل", "اخاف من زوجي", "لا أريد أن أعيش", "أريد الموت",
        "hij heeft me bij mn keel gegrepen", "heb teveel pillen geslikt", "hij pakte haar keel",
        "mijn vriend bonkt op de deur en zegt dat hij me wat aandoet", "hij gaat mij iets aandoen",
        "kben bang vr me stiefpa", "hij heeft n mes", "bang voor me pa",
        "ze heeft pillen ingenomen",
        "he has a knife", "I took too many pills", "kocam bıçakla tehdit ediyor", "mąż ma nóż",
    ],
)  # fmt: skip
def test_hears_danger_in_everyday_words(text):
    assert hear(text)


@pytest.mark.parametrize(
    "text",
    [
        "keukenmes bot waar laten slijpen", "zakmes voor mijn vader", "pijn in mijn keel",
        "pillen op tijd innemen", "bang in het donker zoon van 4", "dammen stukken slaan",
        "judo", "slagroom", "violen planten", "verlangen naar vroeger", "kaartje voor de trein",
        "pijn in mijn polsen", "leren koken met een mes", "verhalen uit het leven", "samen leven",
        "herdenken wie er niet meer is", "mensen die er niet meer zijn", "poster ophangen",
        "schilderij ophangen", "spijkers slaan", "ik verveel me dood", "bang voor honden",
        "geen zin in school", "ik wil niet meer roken", "ik kan niet meer fietsen", "doorslaan",
        "mijn zoon vecht bij judo", "bruisende buurt", "vechtscheiding", "belasten", "doven",
        "doof en dover", "hit the gym", "locked me out of my digid", "levende muziek",
        "satranç", "karty", "شطرنج", "طفل عنيد", "opvang en hulp", "hulp bij verhuizen",
        "veerkracht", "veerkrachtig ouder worden", "eten aangebrand", "ik heb de cursus aanbevolen",
        "moestuin", "kastanjes rapen", "wie kun je aanraden", "veroordeling", "gestaakt",
        "weg met de fiets", "boos kind", "driftbuien", "ruzie met mijn ex", "moe van het zorgen",
    ],
)  # fmt: skip
def test_stays_calm_at_harmless_words_that_look_like_danger(text):
    assert not hear(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "koffie", "verkeersveiligheid", "veilig internet", "geslaagd", "gezag na scheiding",
        "geweldig", "geweldige dag", "geweldloze communicatie", "slaan op de trommel",
        "leren drummen en slaan op de trommel", "mijn kind slaat andere kinderen", "dood wild",
        "bedreigde diersoorten", "salade sla", "stal", "slapen", "mijn kind is bang",
        "bang in het donker", "zelfverdediging", "slagwerk", "gevoel", "wilde dieren", "vechtsport",
    ],
)  # fmt: skip
def test_stays_calm_otherwise(text):
    assert not hear(text)


def test_the_number_most_needed_comes_first():
    assert hear("mijn man slaat mij").lines == [EMERGENCY, SAFE_HOME, LIFELINE]
    assert hear("ik denk aan zelfmoord").lines == [EMERGENCY, LIFELINE, SAFE_HOME]
    assert hear("koffie").lines == []


def test_a_child_is_offered_a_line_of_its_own():
    assert CHILDREN in hear("papa slaat mij").lines
    assert CHILDREN not in hear("mijn man slaat mij").lines


def test_the_numbers_are_right():
    assert [line.telephone for line in (EMERGENCY, SAFE_HOME, LIFELINE, CHILDREN)] == [
        "112", "0800-2000", "0800-0113", "0800-0432",
    ]  # fmt: skip
    assert LIFELINE.href == "tel:08000113"


def test_dots_stand_for_a_few_words_and_a_star_for_any_ending():
    signs = Signs([("violence", "bang … thuis"), ("violence", "dreig*")])

    assert signs.hear("bang om nu thuis te zijn") and signs.hear("dreigementen")
    assert not signs.hear("bang om vandaag en ook morgen weer thuis te zijn")


def test_what_editors_call_calm_is_no_danger():
    assert not Signs([("violence", "geweld"), ("calm", "natuur geweld")]).hear("natuur geweld")


def test_the_shipped_list_names_nothing_twice():
    # The table holds each text once: of two kinds, one would be lost.
    texts = [text for _kind, _language, text in urgent.shipped()]

    assert len(texts) == len(set(texts))
