"""What the generated pages are written with: a few countries, languages, partners and people, and labels in four languages.

Labels and checks are read from the files that the tool ships, as the plain JSON that they are; nothing of the bot is used.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "fr", "es", "ar")

#: The eight regions, from east to west.
REGIONS = (
    "east-southeast-asia-pacific",
    "south-asia",
    "middle-east-north-africa",
    "sub-saharan-africa",
    "central-eastern-europe-central-asia",
    "northern-western-europe",
    "latin-america-caribbean",
    "north-america",
)


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its region, its names in English, French, Spanish and Arabic, and how often it is drawn."""

    code: str
    region: str
    names: tuple[str, str, str, str]
    weight: int


COUNTRIES = (
    Country("SN", "sub-saharan-africa", ("Senegal", "Sénégal", "Senegal", "السنغال"), 9),
    Country("GH", "sub-saharan-africa", ("Ghana", "Ghana", "Ghana", "غانا"), 5),
    Country("MA", "middle-east-north-africa", ("Morocco", "Maroc", "Marruecos", "المغرب"), 6),
    Country("EG", "middle-east-north-africa", ("Egypt", "Égypte", "Egipto", "مصر"), 5),
    Country("FR", "northern-western-europe", ("France", "France", "Francia", "فرنسا"), 12),
    Country("DE", "northern-western-europe", ("Germany", "Allemagne", "Alemania", "ألمانيا"), 9),
    Country("PL", "central-eastern-europe-central-asia", ("Poland", "Pologne", "Polonia", "بولندا"), 4),
    Country("MX", "latin-america-caribbean", ("Mexico", "Mexique", "México", "المكسيك"), 6),
    Country("CO", "latin-america-caribbean", ("Colombia", "Colombie", "Colombia", "كولومبيا"), 5),
    Country("IN", "south-asia", ("India", "Inde", "India", "الهند"), 1),
    Country("ID", "east-southeast-asia-pacific", ("Indonesia", "Indonésie", "Indonesia", "إندونيسيا"), 2),
    # Nobody works there, and one region has nothing: but some of the heritage is from there.
    Country("CA", "north-america", ("Canada", "Canada", "Canadá", "كندا"), 0),
)
REGION_OF = {country.code: country.region for country in COUNTRIES}
COUNTRY = {country.code: country for country in COUNTRIES}

LANGUAGE_NAMES: Mapping[str, tuple[str, str, str, str]] = {
    "en": ("English", "anglais", "inglés", "الإنجليزية"),
    "fr": ("French", "français", "francés", "الفرنسية"),
    "es": ("Spanish", "espagnol", "español", "الإسبانية"),
    "ar": ("Arabic", "arabe", "árabe", "العربية"),
    "de": ("German", "allemand", "alemán", "الألمانية"),
    "pl": ("Polish", "polonais", "polaco", "البولندية"),
    "sw": ("Swahili", "swahili", "suajili", "السواحلية"),
    "wo": ("Wolof", "wolof", "wólof", "الولوفية"),
}

MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    "ar": ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
}
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

#: What people also write for a code, besides labels.
USUAL: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("status", "idea"): ("proposal", "IDÉE"),
    ("status", "discussion"): ("in discussion", "en discusión"),
    ("status", "active"): ("Ongoing", "en curso", "نشط"),
    ("status", "paused"): ("on hold", "en pausa"),
    ("status", "completed"): ("finished", "terminée", "finalizado", "مكتمل"),
    ("status", "ended"): ("cancelled", "abandonné"),
    ("partner-type", "university"): ("université", "Universidad", "جامعة"),
    ("partner-type", "museum"): ("musée", "museo", "متحف"),
    ("partner-type", "library"): ("bibliothèque", "مكتبة"),
    ("open-to", "everyone"): ("everyone", "Tout le monde", "todos", "الجميع"),
    ("contribution-type", "media"): ("images", "imágenes", "صور"),
    ("contribution-type", "data"): ("dataset", "données"),
    ("yesno", "yes"): ("oui", "sí", "نعم", "Yes", "✓"),
    ("yesno", "no"): ("non", "لا", "No"),
}

WIKIS: Mapping[str, tuple[str, ...]] = {
    "wikidatawiki": ("wikidatawiki", "Wikidata", "wikidata"),
    "commonswiki": ("commonswiki", "Wikimedia Commons", "commons"),
    "frwiki": ("frwiki", "fr.wikipedia", "https://fr.wikipedia.org/"),
    "arwiki": ("arwiki", "ar.wikipedia"),
    "enwiki": ("enwiki", "en.wikipedia", "English Wikipedia"),
}

#: A template of other people on each wiki.
FOREIGN = {"metawiki": "Probox", "frwiki": "Boîte partenariat", "commonswiki": "Commons partnership"}

#: The names of namespaces that pages name, where they are not English.
NAMESPACES: Mapping[str, Mapping[str, str]] = {"frwiki": {"Category": "Catégorie", "Template": "Modèle", "User": "Utilisateur"}}

#: Licences by what people write, and whether Wikimedia can use them.
LICENCES: Mapping[str, tuple[tuple[str, ...], bool]] = {
    "CC0-1.0": (("CC0", "CC0-1.0", "CC zero"), True),
    "CC-BY-SA-4.0": (("CC BY-SA 4.0", "cc-by-sa-4.0"), True),
    "CC-BY-4.0": (("CC BY 4.0", "CC-BY-4.0"), True),
    "CC-BY-NC-4.0": (("CC BY-NC 4.0",), False),
    "CC-BY-ND-4.0": (("CC BY-ND 4.0",), False),
}
TOOL_LICENCES: Mapping[str, tuple[tuple[str, ...], bool]] = {
    "MIT": (("MIT", "MIT License"), True),
    "GPL-3.0-or-later": (("GPLv3", "GPL-3.0-or-later"), True),
    "CC-BY-NC-4.0": (("CC BY-NC 4.0",), False),
}

#: Affiliates, with the country that their name names, if any.
AFFILIATES: Mapping[str, str] = {
    "Wikimédia France": "FR",
    "Wikimedians of Ghana": "GH",
    "Wikimedia México": "MX",
    "Wikimedia Polonia": "PL",
    "Open Heritage Group": "",
    "Atlas User Group": "",
    "Wiki in Schools": "",
    "Reading Circle": "",
}
PEOPLE = ("Amina", "Björn", "Chidi", "Danièle", "Émile", "Fatou D.", "Gonzalo", "Hanan-2", "ليلى", "Jörg")

#: Words that texts are about, as they are compared and as people write them. Words of three letters, and years, tell nothing.
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "electricite": ("électricité", "Electricite", "ÉLECTRICITÉ"),
    "lodz": ("Łódź", "Lodz", "łódź"),
    "munoz": ("Muñoz", "MUÑOZ"),
    "strasse": ("Straße", "strasse"),
    "tromso": ("Tromsø", "tromso"),
    "مخطوطات": ("مخطوطات", "مَخطوطات", "مخطوطـات"),
    "ارشيفات": ("أرشيفات", "ارشيفات"),
    "дневники": ("дневники", "Дневники"),
    "浮世絵版画": ("浮世絵版画",),
    "maps": ("maps", "Maps"),
    "": ("OCR", "1848", "mp3", "de"),
    **{
        word: (word, word.capitalize(), word.upper(), f"“{word}”")
        for word in (
            "papyrus", "georeferencing", "manuscripts", "herbarium", "zeppelin", "gramophone", "epigraphy", "palimpsest", "stereoscope",
            "daguerreotype", "lexicon", "weaving", "numismatics", "lighthouse", "cartoons", "postcards", "theatre", "glaciers", "railways",
            "orchids", "ceramics", "portraits", "botany", "choirs", "posters", "textiles", "meteorites", "calligraphy",
        )
    },
}  # fmt: skip


@cache
def configuration() -> Mapping[str, Any]:
    """The configuration that the tool ships, as it stands in its file."""
    text = (PROJECT / "templates/Module/Partnerships/Configuration.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """The messages of each of the four languages."""
    return {language: json.loads((PROJECT / f"i18n/{language}.json").read_text(encoding="utf-8")) for language in LANGUAGES}


def codes(family: str) -> tuple[str, ...]:
    """The codes of a family that the community decides on, in their order."""
    return tuple(configuration()["codes"][family])


@cache
def notations(family: str, code: str) -> tuple[str, ...]:
    """All that pages may say for a code: the code, its labels in four languages, other usual words."""
    key = f"label-{family}-{code}"
    found = [code, *USUAL.get((family, code), ())]
    found += [text for language in LANGUAGES if (text := labels()[language].get(key))]
    found += configuration()["codes"].get(family, {}).get(code, {}).get("labels", {}).values()
    return tuple(dict.fromkeys(found))


def open_days() -> int:
    """How long nominations may wait, in the settings that the tool ships."""
    days: int = json.loads((PROJECT / "templates/Module/Partnerships/Settings.json").read_text(encoding="utf-8"))["open_days"]
    return days


def mapping_of(template: str) -> Mapping[str, Any]:
    """How a template of other people is read: their names of parameters and words, with ours."""
    found: Mapping[str, Any] = next(mapping for mapping in configuration()["mappings"] if mapping["template"] == template)
    return found
