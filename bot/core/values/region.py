"""Regions: the eight of the movement, by code, label or usual short name."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.problem import ProblemCode
from bot.core.values.choice import Choice
from bot.core.values.folding import folded
from bot.core.values.reading import Read, Reading
from bot.core.values.regions import REGIONS

_USUAL = {
    "east-southeast-asia-pacific": (
        "ESEAP|East and Southeast Asia and the Pacific|East Southeast Asia & Pacific|East and Southeast Asia and Pacific|"
        "East Southeast Asia and Pacific|East Southeast Asia and the Pacific|East Asia Southeast Asia and the Pacific|"
        "East Asia|Southeast Asia|South-East Asia|Oceania|Pacific|Asie de l'Est|Asie du Sud-Est|Océanie|Pacifique|"
        "Asia Oriental|Asia del Este|Sudeste Asiático|Sureste Asiático|Oceanía|Pacífico|شرق آسيا|جنوب شرق آسيا|أوقيانوسيا"
    ),
    "south-asia": "SAARC|South Asia|Asie du Sud|Asia del Sur|Sur de Asia|Asia meridional|جنوب آسيا",
    "middle-east-north-africa": (
        "MENA|Middle East and North Africa|Middle East & North Africa|Middle East|North Africa|Moyen-Orient et Afrique du Nord|"
        "Afrique du Nord|Moyen-Orient|Proche-Orient|Oriente Medio y Norte de África|Oriente Medio|Oriente Próximo|Norte de África|"
        "África del Norte|الشرق الأوسط وشمال أفريقيا|شمال أفريقيا|الشرق الأوسط"
    ),
    "sub-saharan-africa": (
        "SSA|Sub-Saharan Africa|Subsaharan Africa|Afrique subsaharienne|Afrique sub-saharienne|Afrique de l'Ouest|West Africa|East Africa|"
        "Southern Africa|Central Africa|Afrique de l'Est|Afrique centrale|Afrique australe|África subsahariana|África Occidental|"
        "África Oriental|África Central|África Austral|أفريقيا جنوب الصحراء|غرب أفريقيا|شرق أفريقيا|وسط أفريقيا"
    ),
    "central-eastern-europe-central-asia": (
        "CEE|CEE and CA|CEECA|CEE & Central Asia|Central and Eastern Europe and Central Asia|"
        "Central & Eastern Europe & Central Asia|Central and Eastern Europe|Eastern Europe|Central Asia|"
        "Europe centrale et orientale et Asie centrale|Europe centrale et orientale|Europe de l'Est|Europe orientale|Asie centrale|"
        "Europa Central y Oriental|Europa del Este|Europa Oriental|Asia Central|شرق أوروبا|أوروبا الشرقية|آسيا الوسطى|وسط آسيا"
    ),
    "northern-western-europe": (
        "NWE|Northern and Western Europe|Northern & Western Europe|Western Europe|Northern Europe|Europe du Nord et de l'Ouest|"
        "Europe de l'Ouest|Europe occidentale|Europe du Nord|Europa del Norte y Occidental|Europa Occidental|Europa del Norte|"
        "غرب أوروبا|أوروبا الغربية|شمال أوروبا"
    ),
    "latin-america-caribbean": (
        "LAC|LATAM|Latin America and the Caribbean|Latin America and Caribbean|Latin America & Caribbean|Latin America|"
        "South America|Central America|Caribbean|Amérique latine et Caraïbes|Amérique latine|Amérique du Sud|Amérique centrale|Caraïbes|"
        "América Latina y el Caribe|América Latina|Latinoamérica|Iberoamérica|Sudamérica|América del Sur|Centroamérica|América Central|"
        "Caribe|أمريكا اللاتينية|أمريكا الجنوبية|أمريكا الوسطى|الكاريبي"
    ),
    "north-america": (
        "North America|United States and Canada|US and Canada|USA and Canada|Amérique du Nord|América del Norte|Norteamérica"
    ),
}

_SEVERAL = {
    ("middle-east-north-africa", "sub-saharan-africa"): "Africa|Afrique|África|أفريقيا|Middle East and Africa",
    ("central-eastern-europe-central-asia", "northern-western-europe"): "Europe|Europa|أوروبا",
    ("east-southeast-asia-pacific", "south-asia", "central-eastern-europe-central-asia", "middle-east-north-africa"): "Asia|Asie|آسيا",
    ("north-america", "latin-america-caribbean"): "America|Americas|Amérique|Amériques|América|أمريكا|الأمريكتان",
}

#: The choice among them, with usual names.
REGION = Choice(
    "region",
    REGIONS,
    {folded(name): region for region, names in _USUAL.items() for name in names.split("|")},
    {folded(name): regions for regions, names in _SEVERAL.items() for name in names.split("|")},
    ProblemCode.REGION,
)


@dataclass(frozen=True, slots=True)
class Region:
    """One of the eight regions. A continent that several share is a problem, with those as remedy."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """The code of the region."""
        return REGION.read(text, reading)
