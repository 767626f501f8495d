"""A small neighbourhood to search in: the kinds of content a portal holds, without a database."""

from datetime import UTC, datetime, timedelta

from search import days
from search.document import Document

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)  # a Saturday


def at(weekday: str, hour: int, week: int = 0) -> tuple[datetime, datetime]:
    """Return a session of two hours on the coming weekday, at that hour UTC."""
    ahead = (days.WEEKDAYS.index(weekday) - NOW.weekday()) % 7 or 7
    starts = NOW.replace(hour=hour) + timedelta(days=ahead + 7 * week)
    return starts, starts + timedelta(hours=2)


def document(pk, title, summary="", labels=(), text="", type_="activiteit", sessions=(), **more):
    keywords = {"type": (type_,)}
    for name in ("kind", "audience", "theme", "age", "neighbourhood", "municipality", "price",
                 "places"):  # fmt: skip
        value = more.pop(name, ())
        keywords[name] = (value,) if isinstance(value, str) else tuple(value)
    pairs = [days.tokens(*session) for session in sessions]
    keywords["day"] = tuple(sorted({token for pair in pairs for token in pair[0]}))
    keywords["date"] = tuple(sorted({token for pair in pairs for token in pair[1]}))
    return Document(
        pk=pk,
        title=title,
        summary=summary,
        labels=tuple(labels),
        text=text,
        keywords=keywords,
        next_at=int(min(s[0] for s in sessions).timestamp()) if sessions else None,
        payload={"title": title, "summary": summary, "type": type_, "url": f"/{pk}/"},
        **more,
    )


def neighbourhood() -> list[Document]:
    """Return about thirty pages in the spirit of a real portal."""
    free = {"price": "gratis"}
    east = {"municipality": "maassluis", "neighbourhood": "maassluis-oost",
            "latitude": 51.92, "longitude": 4.26}  # fmt: skip
    west = {"municipality": "maassluis", "neighbourhood": "maassluis-west",
            "latitude": 51.925, "longitude": 4.23}  # fmt: skip
    heusden = {"municipality": "heusden", "neighbourhood": "drunen",
               "latitude": 51.69, "longitude": 5.13}  # fmt: skip
    return [
        document(1, "Groepssessies scheiding", "Psycho-educatie voor ouders na een scheiding.",
            ("groepssessies", "ouders", "scheiding", "JGT", "Heusden Drunen"),
            "Je bent uit elkaar of gaat uit elkaar. Kinderen hebben last van ruzie. Je leert over "
            "loyaliteit en je eigen emoties.", sessions=[at("do", 18), at("do", 18, 1)],
            kind="groepssessies", audience="ouders", theme="scheiding", **heusden, **free),
        document(2, "No Spang middag", "Een rustige middag voor kinderen met autisme (ASS).",
            ("middag", "kinderen", "autisme (ASS)", "prikkelarm", "De Vliet", "Maassluis Oost"),
            "Prikkelarm spelen in een kleine groep. Bedacht door ouders.",
            sessions=[at("wo", 13), at("wo", 13, 1)], kind="middag", audience="kinderen",
            theme="autisme", age=("4-11",), places="vrij", **east, **free),
        document(3, "De derde kamer", "Avond voor jongeren: praten over stellingen.",
            ("jongerenavond", "jongeren", "Welzijn E25", "Maassluis West"),
            "Op vrijdag geef je je mening. Welzijn E25 geeft die door aan de gemeente.",
            sessions=[at("vr", 18)], kind="jongerenavond", audience="jongeren", theme="jongeren",
            age=("12-17", "18-26"), **west, **free),
        document(4, "Jeugdambassadeurs", "Jongeren denken mee over jeugdhulp.",
            ("bijeenkomst", "jongeren", "passend onderwijs", "Gemeente Maassluis"),
            "De gemeente vraagt het hele jaar om je mening.", sessions=[at("di", 15)],
            kind="bijeenkomst", audience="jongeren", theme="jongeren", **west, **free),
        document(5, "Themabijeenkomst voor ouders", "Voor ouders van een kind met jeugdhulp.",
            ("bijeenkomst", "ouders", "opvoeden en opgroeien"),
            "Je deelt ervaringen. Deze keer ook over autisme.", sessions=[at("ma", 18)],
            kind="bijeenkomst", audience="ouders", theme="opvoeden", **west, **free),
        document(6, "Groepstraining opvoeden", "Training voor ouders van jonge kinderen.",
            ("training", "ouders", "opvoeden en opgroeien", "CJG Maassluis"),
            "Voor ouders met een peuter of kleuter.", sessions=[at("di", 9)], kind="training",
            audience="ouders", theme="opvoeden", age=("0-3",), **east, price="betaald"),
        document(7, "Inloop in De Hooftzaak", "Loop binnen voor koffie en een praatje.",
            ("inloop", "iedereen", "De Hooftzaak", "ontmoetingscentrum"),
            "Elke ochtend staat de koffie klaar. Je hoeft je niet aan te melden.",
            sessions=[at("ma", 9), at("wo", 9)], kind="inloop", places="vrij", **west, **free),
        document(8, "Inloop in De Vliet", "Kom langs voor koffie of thee.",
            ("inloop", "iedereen", "De Vliet", "ontmoetingscentrum"), "Iedereen is welkom.",
            sessions=[at("do", 9)], kind="inloop", places="vrij", **east, **free),
        document(9, "Inloop in De Vloot", "Koffie, thee en spelletjes.",
            ("inloop", "iedereen", "De Vloot", "ontmoetingscentrum"), "Iedereen is welkom.",
            sessions=[at("vr", 13)], kind="inloop", places="vrij", **west, **free),
        document(10, "Meedoen en sporten bij weinig geld", "Zo kan je kind toch sporten.",
            ("hulp of regeling", "ouders", "armoede en geld", "meedoen en sporten"),
            "Er is een potje voor sport. Heb je schulden? Vraag hulp.", type_="hulp",
            kind="hulp", theme="armoede", **free),
        document(11, "Gespecialiseerde oppas en BSO", "Opvang voor een kind met een beperking.",
            ("hulp of regeling", "ouders", "leven met een beperking"),
            "Voor een kind met autisme of een andere beperking.", type_="hulp", kind="hulp"),
        document(12, "Stadsgesprek over integratie", "Praat mee over taal en integratie.",
            ("bijeenkomst", "bewoners", "taal en integratie"), sessions=[at("do", 18, 2)],
            kind="bijeenkomst", **west, **free),
        document(13, "Contact voor professionals", "Verwijzen naar het wijkteam.",
            ("hulp of regeling", "professionals", "huisarts", "leerkracht"),
            "Ben je huisarts of leerkracht? Zo verwijs je naar het wijkteam.", type_="hulp",
            kind="hulp"),
        document(14, "Niet pluis?", "Je maakt je zorgen over een kind. Dit doe je.",
            ("hulp of regeling", "WOT Oost", "Schiedam"),
            "Bel 112 bij gevaar. Bel Veilig Thuis voor advies.", type_="hulp", kind="hulp"),
        document(15, "Taalcafé", "Oefen Nederlands met koffie.", ("bijeenkomst", "taal"),
            sessions=[at("za", 9)], kind="bijeenkomst", **east, price="betaald"),
        document(16, "Wandelgroep Oost", "Samen een uur wandelen.", ("bewegen", "senioren"),
            "We nemen een tas mee voor afgevallen blad.", sessions=[at("wo", 9)], **east, **free),
        document(17, "Zwemles voor iedereen", "Leer zwemmen.", ("training", "kinderen"),
            "Met een klas of een pas kom je ook binnen.", sessions=[at("za", 13)],
            price="betaald", **west),
        document(30, "CJG Maassluis", "De eerste ingang voor vragen over opvoeden en opgroeien.",
            ("Centrum voor Jeugd en Gezin", "Maassluis"), type_="partner",
            municipality="maassluis"),
        document(31, "Welzijn E25", "Jongerenwerk in Maassluis.", ("welzijn",), type_="partner"),
        document(32, "MEE Rotterdam Rijnmond", "Hulp bij leven met een beperking.",
            ("zorg",), "Ook voor mensen met autisme.", type_="partner"),
        document(33, "Voedselbank", "Voedselpakketten voor mensen met weinig geld.", ("eten",),
            type_="partner"),
        document(34, "Stroomopwaarts", "Werk en inkomen.", ("gemeente",),
            "Hulp bij werk, een uitkering en schulden.", type_="partner"),
        document(35, "MDNW", "Maatschappelijk werk.", ("welzijn",), "Hulp bij geld en schulden.",
            type_="partner"),
        document(36, "Veilig Thuis", "Advies bij huiselijk geweld en kindermishandeling.",
            ("veiligheid",), "Bel 0800-2000.", type_="partner"),
        document(37, "Politie Schiedam", "Voor een veilige buurt.", ("veiligheid",),
            type_="partner"),
        document(40, "Bijeen", "De ene plek om je te melden in Heusden.",
            ("team", "Heusden", "JGT", "WWT"), type_="team", municipality="heusden"),
        document(41, "Wijkteam Maassluis-Oost", "Een team voor het hele gezin.",
            ("team", "Maassluis Oost"), "De huisarts kan je ook verwijzen.", type_="team"),
        document(50, "Nieuwe jongerenwerkers in Oost", "Zij staan op straat.", ("nieuws",),
            type_="nieuws", published_at=1_700_000_000),
    ]  # fmt: skip
