"""The three strategy documents of the demo, and the rules that one of the consultations was about."""

from documents.adoption import Stage
from documents.models import Adoption, DocumentIndexPage, DocumentPage, Version
from home.demo.reading import day, moment, text, with_years
from home.tree import add
from places.models import Municipality

S = DocumentPage.Status
DOCUMENTS = [
    # slug, file, title, municipality, status, summary
    ("program-aktywizacji", "program", "Zintegrowany Program Aktywizacji i Partycypacji Społecznej (projekt)", "", S.CONSULTED,
     "Co pięć gmin chce zrobić razem, żeby mieszkańcy mieli realny wpływ, a organizacje działały łatwiej. Projekt do konsultacji."),
    ("procedura-dialogu", "procedura", "Procedura dialogu i konsultacji społecznych", "", S.AFTER,
     "Jak gminy pytają mieszkańców: kto może wnioskować, ile trwa zbieranie uwag i kiedy dostajesz odpowiedź."),
    ("program-wspolpracy-mogilany", "wspolpraca", "Program współpracy Gminy Mogilany z organizacjami pozarządowymi na {next} rok (projekt)", "mogilany", S.AFTER,
     "Na co gmina przeznaczy dotacje, jak będzie wybierać oferty i jak oceni współpracę z organizacjami."),
    ("regulamin-swietlic-czernichow", "swietlice", "Regulamin korzystania ze świetlic wiejskich w Gminie Czernichów (projekt)", "czernichow", S.AFTER,
     "Kto i na jakich zasadach korzysta ze świetlic: rezerwacje, klucze, opłaty i porządek."),
]  # fmt: skip


def make_documents() -> None:
    index = DocumentIndexPage.objects.get(slug="dokumenty", locale__language_code="pl")
    places = {place.slug: place for place in Municipality.objects.all()}
    for slug, file, title, where, status, summary in DOCUMENTS:
        add(
            index,
            DocumentPage(
                title=with_years(title),
                slug=slug,
                summary=summary,
                search_description=summary[:150],
                municipality=places.get(where),
                status=status,
                text=text(file),
            ),
        )
    make_adoptions()


# document, municipality, stage, resolution, days from today
ADOPTIONS = [
    ("procedura-dialogu", "skawina", Stage.ADOPTED, "XXIX/214", -40),
    ("procedura-dialogu", "liszki", Stage.ADOPTED, "XXVII/188", -33),
    ("procedura-dialogu", "czernichow", Stage.ADOPTED, "XXXI/240", -12),
    ("procedura-dialogu", "mogilany", Stage.CONSULTED, "", None),
    ("procedura-dialogu", "swiatniki-gorne", Stage.PREPARED, "", None),
    ("regulamin-swietlic-czernichow", "czernichow", Stage.ADOPTED, "XXIII/187", -243),
]


def make_adoptions() -> None:
    """What the councils decided; a document that has such rows is left as it is."""
    places = {place.slug: place for place in Municipality.objects.all()}
    for slug in dict.fromkeys(slug for slug, *_row in ADOPTIONS):
        document = DocumentPage.objects.get(slug=slug, locale__language_code="pl")
        if not Adoption.objects.filter(document=document).exists():
            document.adoptions.set(_adoption(places, *row) for name, *row in ADOPTIONS if name == slug)
            document.save_revision().publish()
            Version.objects.filter(document=document).update(created_at=moment(-299, 1))  # before the councils met


def _adoption(places: dict, where: str, stage: str, number: str, on: int | None) -> Adoption:
    adopted_on = day(on) if on else None
    return Adoption(
        municipality=places[where],
        stage=stage,
        resolution_number=f"{number}/{adopted_on.year}" if adopted_on else "",
        adopted_on=adopted_on,
        bip_url=f"https://bip.{where}.przyklad.example/uchwaly/{number.replace('/', '-').lower()}" if number else "",
    )


def make_outcomes() -> None:
    """The rules of the village halls as they came out of the consultation: the second version of the text."""
    rules = DocumentPage.objects.get(slug="regulamin-swietlic-czernichow", locale__language_code="pl")
    if Version.objects.filter(document=rules).count() != 1:
        return
    rules.title = "Regulamin korzystania ze świetlic wiejskich w Gminie Czernichów"
    rules.text, rules.status = text("swietlice_po"), S.IN_FORCE
    rules.change_note = (
        "Zmiany po konsultacjach: 7 dni na rezerwację, skrzynki z kodem, kalendarz w internecie, apteczki i gaśnice, "
        "krótszy czas dopłat za ogrzewanie, najpierw upomnienie."
    )
    rules.save_revision().publish()
    for number, days in ((1, -299), (2, -254)):
        Version.objects.filter(document=rules, number=number).update(created_at=moment(days, 1))
