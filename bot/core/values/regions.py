"""The eight regions of the movement, and which country lies in which.

Source: the column ``wikimedia_region`` of the Wikimedia Foundation's canonical data (github.com/wikimedia-research/canonical-data,
``country/countries.tsv``), which are the regions of 2022 described on meta:Wikimedia regions. Some differ from what geography
suggests: Greece, Cyprus and Turkey are with Central and Eastern Europe, Israel with Western Europe, Sudan and Mauritania with
Sub-Saharan Africa, Bermuda with the Caribbean. Antarctica has none. Kosovo, which ISO 3166-1 does not have, is XK as in CLDR.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_COUNTRIES = {
    "east-southeast-asia-pacific": (
        "AS AU BN CC CK CN CX FJ FM GU HK HM ID JP KH KI KP KR LA MH MM MN MO MP MY NC NF NR NU NZ PF PG PH PN "
        "PW SB SG TH TK TL TO TV TW UM VN VU WF WS"
    ),
    "south-asia": "AF BD BT IN LK MV NP PK",
    "middle-east-north-africa": "AE BH DZ EG IO IQ IR JO KW LB LY MA OM PS QA SA SY TN YE",
    "sub-saharan-africa": (
        "AO BF BI BJ BW CD CF CG CI CM CV DJ EH ER ET GA GH GM GN GQ GW KE KM LR LS MG ML MR MU MW MZ NA NE NG "
        "RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TZ UG YT ZA ZM ZW"
    ),
    "central-eastern-europe-central-asia": (
        "AL AM AZ BA BG BY CY CZ EE GE GR HR HU KG KZ LT LV MD ME MK PL RO RS RU SI SK TJ TM TR UA UZ XK"
    ),
    "northern-western-europe": ("AD AT AX BE CH DE DK ES FI FO FR GB GG GI GL IE IL IM IS IT JE LI LU MC MT NL NO PM PT SE SJ SM VA"),
    "latin-america-caribbean": (
        "AG AI AR AW BB BL BM BO BQ BR BS BV BZ CL CO CR CU CW DM DO EC FK GD GF GP GS GT GY HN HT JM KN KY LC "
        "MF MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI"
    ),
    "north-america": "CA US",
}

#: The codes of the regions, from east to west.
REGIONS: tuple[str, ...] = tuple(_COUNTRIES)

#: ISO 3166-1 alpha-2 code to region code; "" where a country has no region.
REGION_OF: Mapping[str, str] = {country: region for region, countries in _COUNTRIES.items() for country in countries.split()} | {"AQ": ""}


def regions_of(countries: Iterable[str]) -> tuple[str, ...]:
    """The regions in which countries lie, each once, in the order of ``REGIONS``."""
    found = {REGION_OF.get(country, "") for country in countries}
    return tuple(region for region in REGIONS if region in found)
