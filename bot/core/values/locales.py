"""CLDR data for MediaWiki language codes; only what is asked for is loaded."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

#: Whose names are understood where a language has none of its own, besides English (after MediaWiki's fallback chains).
FALLBACKS: dict[str, tuple[str, ...]] = {
    "an": ("es",), "arz": ("ar",), "ary": ("ar",), "arq": ("ar",), "aeb": ("ar",), "ast": ("es",), "ay": ("es",), "ba": ("ru",),
    "bar": ("de",), "bat-smg": ("lt",), "be-tarask": ("be",), "bm": ("fr",), "br": ("fr",), "ca": ("es",), "ce": ("ru",),
    "co": ("it",), "crh": ("uk", "ru"), "cv": ("ru",), "de-at": ("de",), "de-ch": ("de",), "diq": ("tr",), "eml": ("it",), "eo": (),
    "es-419": ("es",), "ext": ("es",), "ff": ("fr",), "frp": ("fr",), "fur": ("it",), "fy": ("nl",), "gcr": ("fr",),
    "gl": ("pt", "es"), "gn": ("es",), "gsw": ("de",), "ht": ("fr",), "inh": ("ru",), "jv": ("id",), "kab": ("fr",), "ki": ("sw",),
    "kl": ("da",), "koi": ("ru",), "ku": ("tr",), "lad": ("es",), "lb": ("de",), "li": ("nl",), "lij": ("it",), "lmo": ("it",),
    "ln": ("fr",), "mg": ("fr",), "min": ("id",), "mwl": ("pt",), "myv": ("ru",), "nah": ("es",), "nap": ("it",), "nb": ("no",),
    "nds": ("de",), "nds-nl": ("nl",), "nn": ("nb",), "no": ("nb",), "oc": ("ca", "fr"), "os": ("ru",), "pcd": ("fr",),
    "pms": ("it",), "ps": ("fa",), "pt-br": ("pt",), "qu": ("es",), "roa-tara": ("it",), "rue": ("uk", "ru"), "sah": ("ru",),
    "sc": ("it",), "scn": ("it",), "sg": ("fr",), "sh": ("hr", "sr"), "su": ("id",), "szl": ("pl",), "tt": ("ru",), "tum": ("ny",),
    "udm": ("ru",), "vec": ("it",), "vls": ("nl",), "vo": (), "wa": ("fr",), "wo": ("fr",), "wuu": ("zh",), "xal": ("ru",),
    "yi": ("he",), "yue": ("zh-hant",), "gan": ("zh",), "zea": ("nl",), "zh-cn": ("zh",), "zh-hans": ("zh",), "zh-hant": ("zh",),
    "zh-hk": ("zh-hant", "zh"), "zh-tw": ("zh-hant", "zh"),
}  # fmt: skip

_LOCALE_OF = {
    "no": "nb", "simple": "en", "zh-cn": "zh_Hans", "zh-tw": "zh_Hant", "zh-hk": "zh_Hant_HK", "als": "gsw", "zh-yue": "yue",
    "be-x-old": "be", "be-tarask": "be", "sh": "sr_Latn", "sr-el": "sr_Latn", "sr-ec": "sr_Cyrl", "tl": "fil", "es-formal": "es",
    "de-formal": "de",
}  # fmt: skip

#: Month and country names that differ from region to region of a language.
REGIONAL: dict[str, tuple[str, ...]] = {
    "ar": ("ar_SY", "ar_DZ", "ar_MA", "ar_MR"),
    "pt": ("pt_PT",),
    "de": ("de_AT",),
    "es": ("es_MX", "es_AR"),
}


@lru_cache(maxsize=256)
def locale(language: str) -> Locale | None:
    """The CLDR locale of a MediaWiki language code, or None where CLDR has none."""
    return _parsed(_LOCALE_OF.get(language.lower(), language.replace("-", "_")))


@lru_cache(maxsize=256)
def locales(language: str) -> tuple[Locale, ...]:
    """The locale of a language and its regional ones."""
    found = [locale(language), *(_parsed(name) for name in REGIONAL.get(language.lower(), ()))]
    return tuple(each for each in found if each is not None)


def with_fallbacks(*languages: str) -> tuple[str, ...]:
    """The languages, each with its fallbacks, then English; each once, in order."""
    chain: dict[str, None] = {}
    waiting = list(languages)
    while waiting:
        language = waiting.pop(0)
        if language and language not in chain:
            chain[language] = None
            waiting = [*FALLBACKS.get(language, ()), *waiting]
    chain["en"] = None
    return tuple(chain)


def _parsed(name: str) -> Locale | None:
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError, TypeError):
        return None
