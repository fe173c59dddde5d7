"""Countries: ISO 3166-1 alpha-2 codes, read from codes, flags and names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel.core import get_global

from bot.core.plaintext import plain_text, without_hidden
from bot.core.problem import ProblemCode
from bot.core.values.folding import folded, nearest, without_article
from bot.core.values.locales import locale, locales
from bot.core.values.reading import OR, Read, Reading, complaint
from bot.core.values.regions import REGION_OF

#: Usual names that CLDR does not have, and former ones that mean one country of today.
_OTHER_NAMES = """
AE: UAE, Emirates, Émirats, EAU, الإمارات
BN: Brunei Darussalam
BO: Plurinational State of Bolivia
BQ: Caribbean Netherlands
CD: DRC, DR Congo, RDC, RD Congo, Democratic Republic of the Congo, Democratic Republic of Congo, Congo (Kinshasa), Zaire
CD: Congo DR, D.R. Congo
CD: République démocratique du Congo, República Democrática del Congo, جمهورية الكونغو الديمقراطية, الكونغو الديمقراطية
CG: Republic of the Congo, Congo (Brazzaville), République du Congo, República del Congo, Congo Republic, جمهورية الكونغو
CI: Ivory Coast, Cote d'Ivoire, كوت ديفوار, Costa de Marfil, Costa do Marfim, Elfenbeinküste
CN: People's Republic of China, PRC, Mainland China, République populaire de Chine, República Popular China, جمهورية الصين الشعبية
CV: Cape Verde, Cap-Vert
CZ: Czech Republic, République tchèque, República Checa
DE: Federal Republic of Germany
EG: Arab Republic of Egypt, République arabe d'Égypte, República Árabe de Egipto, جمهورية مصر العربية
ER: State of Eritrea
FK: Falkland Islands, Malvinas
FM: Federated States of Micronesia, Micronesia
GB: UK, U.K., Great Britain, Britain, England, Scotland, Wales, Northern Ireland, Grande-Bretagne, Angleterre, Écosse
GB: Pays de Galles, Irlande du Nord
GB: Gran Bretaña, Inglaterra, Escocia, Gales, Irlanda del Norte, بريطانيا, بريطانيا العظمى, إنجلترا, اسكتلندا, Großbritannien
GM: The Gambia
GR: EL, Hellas
GW: Guinea Bissau
HK: Hong Kong, Hongkong, هونغ كونغ, 香港
IE: Republic of Ireland, Éire
IL: State of Israel, État d'Israël, Estado de Israel
IR: Islamic Republic of Iran
KP: North Korea, DPRK, Democratic People's Republic of Korea
KR: South Korea, Republic of Korea, Corée du Sud, République de Corée, República de Corea, جمهورية كوريا, ROK
KW: State of Kuwait, État du Koweït, Estado de Kuwait, دولة الكويت
LA: Lao PDR, Lao People's Democratic Republic
MD: Republic of Moldova
MK: Macedonia, North Macedonia, FYROM, Macédoine, مقدونيا
MM: Burma, Myanmar, Birmanie, Birmania, ميانمار, بورما
MO: Macau, Macao, 澳門, 澳门
NL: Holland, The Netherlands, Hollande, Holanda, هولندا
PS: Palestine, State of Palestine, État de Palestine, Palestina, Estado de Palestina, فلسطين, دولة فلسطين
PS: Palestinian Authority, Palestinian territories
QA: State of Qatar, État du Qatar, Estado de Catar, دولة قطر
RU: Russian Federation, Fédération de Russie, Federación de Rusia
SH: Saint Helena
ST: Sao Tome, São Tomé
SX: Sint Maarten
SY: Syrian Arab Republic
SZ: Swaziland
TL: East Timor, Timor oriental, Timor Oriental
TR: Turkey, Turquie, Turquía, Turquia, تركيا
TW: Chinese Taipei, Republic of China, République de Chine, República de China, جمهورية الصين, ROC, 台灣, 台湾
TZ: United Republic of Tanzania
US: USA, U.S.A., U.S., United States of America, États-Unis d'Amérique, EEUU, EE. UU., EE UU, EUA, Estados Unidos de América
US: أمريكا, أميركا, الولايات المتحدة الأمريكية, الولايات المتحدة الأميركية
VA: Vatican, Holy See, Saint-Siège, Vaticano, Santa Sede
VE: Bolivarian Republic of Venezuela
VN: Viet Nam
"""

_INVERTED = {
    "Korea, South": "KR",
    "Korea, North": "KP",
    "Korea, Republic of": "KR",
    "Congo, Democratic Republic of the": "CD",
    "Congo, Republic of the": "CG",
}

#: Names that could mean several countries: never guessed, even where CLDR has them for one.
_AMBIGUOUS = {
    "CD CG": "Congo, the Congo, الكونغو, Kongo, 콩고, コンゴ, 刚果, Конго, कांगो, কঙ্গো",
    "KP KR": "Korea, Corée, Corea, Coreia, كوريا, 한국·조선, 朝鮮・韓国, Корея, Kore",
    "VG VI": "Virgin Islands, Îles Vierges, Islas Vírgenes, Ilhas Virgens",
    "AS WS": "Samoa Islands",
    "CZ SK": "Czechoslovakia, Tchécoslovaquie, Checoslovaquia",
    "BA HR ME MK RS SI XK": "Yugoslavia, Yougoslavie, Former Yugoslavia",
}

#: What may stand before a name and says nothing about which country it is. States ("State of Georgia") are not always countries.
_FORM = re.compile(
    r"(?:republic of|republique du|republique de|republique d|republica de|republica del|kingdom of|royaume de|royaume du|"
    r"reino de|reino del|جمهورية|مملكة) (?=\w)"
)
#: The letters that flags are made of: 🇸🇳 is S and N.
_FLAGS = {0x1F1E6 + number: letter for number, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
#: "St. Lucia" is Saint Lucia.
_SAINT = re.compile(r"\bst ")
_TEMPLATE = re.compile(r"\{\{\s*([^{}|:#]{2,80})\}\}")
_EXPLANATION = re.compile(r"\s*[(（\[][^()（）\[\]]{0,80}[)）\]]\s*$")


@dataclass(frozen=True, slots=True)
class Country:
    """A country of ISO 3166-1 (and XK). Names are read in the reading's languages and English; several meanings are a problem."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """The alpha-2 code; where it is not clear which, all are offered, where a name is misspelt, the one it resembles."""
        plain = plain_text(text).translate(_FLAGS)
        if not plain:
            # On many wikis {{Sénégal}} or {{SEN}} shows the flag and the name.
            match = _TEMPLATE.fullmatch(without_hidden(text).strip())
            named = _candidates(match[1], reading.languages) if match else frozenset()
            return Read(tuple(named)) if len(named) == 1 else complaint(ProblemCode.EMPTY, text.strip())
        candidates = _candidates(plain, reading.languages)
        if not candidates and (match := _EXPLANATION.search(plain)):
            # "Senegal (SN)", "SN (Senegal)": what is in parentheses explains, or contradicts.
            first = _candidates(plain[: match.start()], reading.languages)
            second = _candidates(match.group().strip(" ()（）[]"), reading.languages)
            candidates = (first & second) or (first | second)
        if not candidates and " " in plain:
            # A flag before the name shows as its code: "SEN Senegal".
            code, _, name = plain.partition(" ")
            candidates = _candidates(code, reading.languages) & _candidates(name, reading.languages)
        if len(candidates) == 1:
            return Read(tuple(candidates))
        if candidates:
            offered = (f"{code} ({country_name(code, reading.languages)})" for code in sorted(candidates))
            return complaint(ProblemCode.COUNTRY_AMBIGUOUS, plain, OR.join(offered))
        return complaint(ProblemCode.COUNTRY, plain, _similar(plain, reading.languages))


def country_name(code: str, languages: tuple[str, ...]) -> str:
    """The name of a country in the first language that has one, else its code."""
    for language in (*languages, "en"):
        if (found := locale(language)) and (name := found.territories.get(code)):
            return str(name)
    return code


def country_names(language: str) -> Mapping[str, str]:
    """Give the name in a language, or its fallback, of every country that has a region."""
    return {code: country_name(code, (language,)) for code in REGION_OF}


def _candidates(text: str, languages: tuple[str, ...]) -> frozenset[str]:
    stripped = text.strip()
    upper = stripped.upper()
    if stripped.isascii() and stripped.isalpha():
        if upper in REGION_OF:
            return frozenset({upper})
        if len(upper) == 3 and (code := _alpha3().get(upper)):
            return frozenset({code})
    name = folded(stripped)
    if not name or len(name) > 80:
        return frozenset()
    bare = without_article(name)
    without_form = _FORM.sub("", bare, count=1) if _FORM.match(bare) else bare
    for wanted in dict.fromkeys((name, bare, without_form, without_article(without_form))):
        for index in (_ambiguous(), _other_names()):
            if found := index.get(wanted):
                return found
        for language in (*languages, "en"):
            if found := _names(language).get(wanted):
                return found
    return frozenset()


@lru_cache(maxsize=10_000)
def _similar(text: str, languages: tuple[str, ...]) -> str:
    known = _all_names(languages)
    similar = nearest(without_article(folded(text)), known)
    return country_name(min(known[similar]), languages) if similar else ""


@lru_cache(maxsize=64)
def _all_names(languages: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {}
    for language in (*languages, "en"):
        for name, codes in _names(language).items():
            known.setdefault(name, codes)
    return known | {name: codes for name, codes in _other_names().items() if len(name) > 3}


@lru_cache(maxsize=256)
def _names(language: str) -> Mapping[str, frozenset[str]]:
    """Folded CLDR names of a language, with and without article, and in English with what it shortens written out."""
    names: dict[str, frozenset[str]] = {}
    for each in locales(language):
        for code, name in each.territories.items():
            if code in REGION_OF:
                full = folded(str(name))
                variants = {full, without_article(full)}
                if each.language == "en":
                    spelt = folded(str(name).replace("&", "and"))
                    variants |= {spelt, _SAINT.sub("saint ", spelt)}
                for variant in variants:
                    names[variant] = names.get(variant, frozenset()) | {code}
    return names


@lru_cache(maxsize=1)
def _other_names() -> Mapping[str, frozenset[str]]:
    names: dict[str, frozenset[str]] = {}
    for line in _OTHER_NAMES.strip().splitlines():
        code, _, listed = line.partition(": ")
        for name in listed.split(", "):
            names[folded(name)] = frozenset({code})
    return names | {folded(name): frozenset({code}) for name, code in _INVERTED.items()}


@lru_cache(maxsize=1)
def _ambiguous() -> Mapping[str, frozenset[str]]:
    return {folded(name): frozenset(codes.split()) for codes, names in _AMBIGUOUS.items() for name in names.split(", ")}


@lru_cache(maxsize=1)
def _alpha3() -> Mapping[str, str]:
    """Alpha-3 codes from CLDR's aliases; those of former countries, which have several successors, are left out."""
    aliases = get_global("territory_aliases")
    return {old: new[0] for old, new in aliases.items() if len(old) == 3 and old.isalpha() and len(new) == 1 and new[0] in REGION_OF} | {
        "XKX": "XK"
    }
