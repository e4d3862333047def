"""The five municipalities of "Blisko Krakowa" and their 56 village units."""

import json
from pathlib import Path

from django.utils.text import slugify

from places.models import Area, Municipality, Solectwo

OUTLINES = Path(__file__).resolve().parents[2] / "places" / "outlines.json"
VILLAGES = OUTLINES.with_name("villages.json")
MUNICIPALITIES = [
    # TERC, name, kind, address, site, phone, latitude, longitude
    ("1206012", "Czernichów", "2", "32-070 Czernichów 2", "https://czernichow.pl", "12 555 01 10", "50.01480", "19.65920"),
    ("1206072", "Liszki", "2", "32-060 Liszki 230", "https://liszki.pl", "12 555 01 30", "50.04350", "19.74970"),
    ("1206092", "Mogilany", "2", "32-031 Mogilany", "https://mogilany.pl", "12 555 01 40", "49.94580", "19.89630"),
    ("1206113", "Skawina", "3", "Rynek 1, 32-050 Skawina", "https://gminaskawina.pl", "12 555 01 20", "49.94870", "19.77990"),
    ("1206143", "Świątniki Górne", "3", "32-040 Świątniki Górne", "https://swiatniki-gorne.pl", "12 555 01 50", "49.94170", "19.95800"),
]  # fmt: skip
SOLECTWA = {
    "1206113": "Borek Szlachecki, Facimiech, Gołuchowice, Grabie, Jaśkowice, Jurczyce, Kopanka, Krzęcin, Ochodza, "
    "Polanka Hallera, Pozowice, Radziszów, Rzozów, Wola Radziszowska, Wielkie Drogi, Zelczyna",
    "1206012": "Czernichów, Czułówek, Dąbrowa Szlachecka, Kamień, Kłokoczyn, Nowa Wieś Szlachecka, Przeginia Duchowna, "
    "Przeginia Narodowa, Rybna, Rusocice, Wołowice, Zagacie",
    "1206072": "Baczyn, Budzyń, Cholerzyn, Chrosna, Czułów, Jeziorzany, Kaszów, Kryspinów, Liszki, Mników, Morawica, "
    "Piekary, Rączna, Ściejowice",
    "1206092": "Brzyczyna, Buków, Chorowice, Gaj, Konary, Kulerzów, Libertów, Lusina, Mogilany, Włosań",
    "1206143": "Ochojno, Olszowice, Rzeszotary, Wrząsowice",
}
# The grid on which outlines.json was drawn: 0…1000 from west to east, 0…715 from north to south.
GRID = {"grid_west": "19.5593", "grid_north": "50.0902", "grid_x": "2241.65", "grid_y": "3487.80"}
POLISH = str.maketrans("łŁ", "lL")


def slug(name: str) -> str:
    return slugify(name.translate(POLISH))


def make_places() -> None:
    middles = json.loads(VILLAGES.read_text()) if VILLAGES.exists() else {}
    drawn = json.loads(OUTLINES.read_text())["places"] if OUTLINES.exists() else {}
    for hue, (terc, name, kind, address, site_url, phone, lat, lon) in enumerate(MUNICIPALITIES, start=1):
        outline = drawn.get(terc, {})
        place, _created = Municipality.objects.get_or_create(
            terc=terc,
            defaults={
                "name": name,
                "slug": slug(name),
                "kind": kind,
                "address": address,
                "site_url": site_url,
                "bip_url": f"https://bip.{slug(name)}.przyklad.example",
                "email": f"{slug(name)}@przyklad.example",
                "phone": phone,
                "latitude": lat,
                "longitude": lon,
                "hue": hue,
                "outline": outline.get("path", ""),
                "label_x": outline.get("label", [0, 0])[0],
                "label_y": outline.get("label", [0, 0])[1],
            },
        )
        points = middles.get(place.slug, {})
        for village in SOLECTWA[terc].split(", "):
            latitude, longitude = points.get(slug(village), (None, None))
            Solectwo.objects.get_or_create(
                municipality=place,
                slug=slug(village),
                defaults={"name": village, "latitude": latitude, "longitude": longitude},
            )
    area, _created = Area.objects.get_or_create(slug="blisko-krakowa", defaults={"name": "Blisko Krakowa", **GRID})
    area.municipalities.set(Municipality.objects.filter(terc__in=SOLECTWA))
