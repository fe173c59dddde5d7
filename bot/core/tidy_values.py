"""Whether a value can be replaced by its code without losing what a person meant by it.

Reading is tolerant: it passes over explanations, formatting, the paths of addresses. What it passes over must not vanish from the page.
So a value is replaced only if nothing but its code was said; all else stays, with the reason.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import mwparserfromhell
from mwparserfromhell.nodes import Template

from bot.core.plaintext import ITEM_TEMPLATES, SHOWS_FIRST, plain_text, positional, template_name, without_hidden
from bot.core.problem import ProblemCode
from bot.core.scanner import ASCII_WHITESPACE, Argument
from bot.core.values.choice import Choice
from bot.core.values.code import Code
from bot.core.values.country import Country
from bot.core.values.date import DATE_TEMPLATES, Date
from bot.core.values.folding import digits_to_ascii, folded
from bot.core.values.item import Item
from bot.core.values.language import Language
from bot.core.values.licence import Licence
from bot.core.values.lists import MAX_COMPLAINTS, MAX_ENTRIES, MAX_LIST, ListOf
from bot.core.values.locales import locale
from bot.core.values.numbers import Number
from bot.core.values.property import Property
from bot.core.values.reading import Reading, ValueType
from bot.core.values.region import Region
from bot.core.values.titles import links
from bot.core.values.user import USER_TEMPLATES
from bot.core.values.wiki import Wiki

#: Types whose values are codes. Texts, names, titles and addresses are people's own words: they are never touched.
CODED = (Choice, Code, Country, Date, Item, Language, Licence, Number, Property, Region, Wiki)

#: Longer entries are prose that happens to be readable.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Replacement:
    """``[start, end)`` of a value becomes ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Kept:
    """``[start, end)`` of a value stays, although it could be read."""

    start: int
    end: int
    reason: ProblemCode


def is_coded(type_: ValueType) -> bool:
    """Whether values of this type, or its entries, are codes."""
    return isinstance(type_.type if isinstance(type_, ListOf) else type_, CODED)


def tidied_argument(argument: Argument, type_: ValueType, reading: Reading, starts: Sequence[int]) -> list[Replacement | Kept]:
    """What is to become of an argument's value, see ``tidied_value``. Where a record starts, at one of ``starts``, nothing is replaced."""
    offset = argument.value_span[0]
    return [
        Kept(step.start, step.end, ProblemCode.KEPT_UNSURE)
        if isinstance(step, Replacement) and bisect_left(starts, offset + step.start) < bisect_left(starts, offset + step.end)
        else step
        for step in tidied_value(argument.value, type_, reading)
    ]


def says_nothing(argument: Argument) -> bool:
    """Whether nothing is lost with an argument: it has no value, and no comment at its name."""
    return not argument.value.strip(ASCII_WHITESPACE) and is_plain_name(argument)


def is_plain_name(argument: Argument) -> bool:
    """Whether the name has nothing but white space round it."""
    return argument.positional or argument.source.text[slice(*argument.name_span)].strip(ASCII_WHITESPACE) == argument.name


def tidied_value(value: str, type_: ValueType, reading: Reading) -> list[Replacement | Kept]:
    """What is to become of each entry of a value, or of the one it is; what is canonical already or cannot be read is passed over."""
    if not is_coded(type_) or len(value) > MAX_LIST or not value.strip():
        return []
    if reason := _hidden(value):
        return [Kept(*_trimmed(value), reason)] if _differs(value, type_, reading) else []
    steps = list(_steps(value, type_, reading))
    replacements = [step for step in steps if isinstance(step, Replacement)]
    if not replacements:
        return steps
    changed = replaced(value, replacements)
    one, other = type_.read(value, reading), type_.read(changed, reading)
    same = one.values == other.values and len(one.complaints) == len(other.complaints)
    settled = not any(isinstance(step, Replacement) for step in _steps(changed, type_, reading))
    return steps if same and settled else [Kept(*_trimmed(value), ProblemCode.KEPT_UNSURE)]


def replaced(text: str, replacements: list[Replacement]) -> str:
    """A text with these replacements, which do not overlap."""
    pieces = []
    position = 0
    for each in sorted(replacements, key=lambda each: each.start):
        pieces += [text[position : each.start], each.text]
        position = each.end
    return "".join((*pieces, text[position:]))


def _trimmed(value: str) -> tuple[int, int]:
    start = len(value) - len(value.lstrip())
    return start, start + len(value.strip())


def _differs(value: str, type_: ValueType, reading: Reading) -> bool:
    """Whether a value with hidden parts says something readable that is no code yet."""
    visible = without_hidden(value)
    return any(isinstance(step, Replacement | Kept) for step in _steps(visible, type_, reading))


def _hidden(value: str) -> ProblemCode | None:
    if "<" not in value:
        return None
    lower = value.lower()
    if "<!--t:" in lower or "<translate" in lower or "<tvar" in lower or "</>" in lower:
        return ProblemCode.KEPT_TRANSLATION
    if "<!--" in lower:
        return ProblemCode.KEPT_COMMENT
    return ProblemCode.KEPT_REFERENCE if "<ref" in lower else None


def _steps(value: str, type_: ValueType, reading: Reading) -> Iterator[Replacement | Kept]:
    if not isinstance(type_, ListOf):
        yield from _step(value, *_trimmed(value), type_, reading)
        return
    entries = []
    complaints = 0
    for entry in type_.entries(value, reading):
        entries.append(entry)
        complaints += len(entry.read.complaints)
    if complaints >= MAX_COMPLAINTS or len(entries) >= MAX_ENTRIES:
        return
    for entry in entries:
        yield from _step(value, entry.start, entry.end, type_.type, reading)


def _step(value: str, start: int, end: int, type_: ValueType, reading: Reading) -> Iterator[Replacement | Kept]:
    entry = value[start:end]
    read = type_.read(entry, reading)
    if len(read.values) != 1 or read.complaints or read.value == entry:
        return
    if isinstance(type_, Code) and not reading.vocabulary.codes(type_.family):
        return  # nobody has said yet which codes there are
    reason = _lost(entry, read.value, type_, reading)
    yield Kept(start, end, reason) if reason else Replacement(start, end, read.value)


# ---- What would get lost

#: Templates that show their one argument and nothing else, or with a picture of it.
_SHOWING = SHOWS_FIRST - USER_TEMPLATES - {"noping"}
_PROPERTY_TEMPLATES = frozenset({"p", "property"})
_LINE_MARKUP = re.compile(r"^[*#:;]", re.MULTILINE)
_MARKUP = re.compile(r"<|''|__|\{|\}|\[|\]|\|")
#: Marks of doubt, of a note, of more or less.
_DOUBT = re.compile(r"[?？؟¿!！~≈±*†‡§…<>=%]|\.\.\.")
_TIME = re.compile(r"\d:\d\d")
#: 2010/11 may be a month, or the winter between two years.
_TWO_YEARS = re.compile(r"\d\d(\d\d)\s?[/.]\s?(\d\d)")
_ONE_GROUP = re.compile(r"\d{1,3}([.,])\d{3}")
#: Licences of which there is one version.
_ONE_VERSION = frozenset({"CC0-1.0", "CC-PDM-1.0"})

#: Words that are read as a code and say more than it does: a part of a country, a region or a kind.
_MORE = """
England, Scotland, Wales, Northern Ireland, Angleterre, Écosse, Pays de Galles, Irlande du Nord, Inglaterra, Escocia, Gales, Irlanda
del Norte, إنجلترا, اسكتلندا, Palestinian territories, Palestinian Authority, Zaire, East Asia, Southeast Asia, Oceania, Pacific, Asie
de l'Est, Asie du Sud-Est, Océanie, Middle East, North Africa, Afrique du Nord, Moyen-Orient, شمال أفريقيا, الشرق الأوسط, Afrique de
l'Ouest, West Africa, East Africa, Southern Africa, Central Africa, Central and Eastern Europe, Eastern Europe, Central Asia, Western
Europe, Northern Europe, Europe de l'Ouest, Latin America, South America, Central America, Caribbean, Amérique latine, América Latina,
Iberoamérica, art gallery, national library, public library, national archives, college, higher education, lycée, research institute,
research institution, institut de recherche, instituto de investigación, مركز بحثي, ministry, public administration, ministère,
ministerio, وزارة, international organisation, un agency, charity, foundation, association, fondation, fundación, جمعية, newspaper,
broadcaster, press, business, corporation, hospital, chapter, user group, chapitre, capítulo, negotiation, en négociation, en
negociación, propuesta, proposed, proposal, proposition, dormant, suspended, suspendu, suspendido, cancelled, canceled, terminated,
abandonné, abandonnée, cancelado, cancelada, ملغى, images, photos, files, audio, video, imágenes, fichiers, صور, catalogue, catalog,
records, notices, catálogo, dataset, datasets, articles, advice, experts, money, grant, subvention, code, tool, venue, rooms, sala,
partial, partly, partiel, parcial, secret, by invitation, sur invitation, por invitación, بدعوة, abandoned, orphaned, abandonado,
archived, shut down, intermediate, basic, film, reading, article, handbook, mooc, presentation, presentación, diaporama, subtitles,
Flemish, Valencian, Kurmanji, Pulaar, Fulfulde, Hanzi, pd old
"""
_SAYS_MORE = frozenset(folded(word) for word in _MORE.replace("\n", " ").split(", "))


def _lost(entry: str, code: str, type_: ValueType, reading: Reading) -> ProblemCode | None:
    """What of an entry that reads as ``code`` is not in the code; None where it is all there."""
    if len(entry) > _LONGEST:
        return ProblemCode.KEPT_MEANING
    if _LINE_MARKUP.search(entry):
        return ProblemCode.KEPT_MARKUP
    if "{{" in entry:
        inner = _shown(entry, type_)
        return ProblemCode.KEPT_TEMPLATE if inner is None else _lost_in_each(inner, code, type_, reading)
    found = links(entry)
    if found:
        if any("|" in entry[link.start : link.end] for link in found):
            return _lost_in_label(entry, code, type_, reading)
        for link in reversed(found):
            entry = entry[: link.start] + link.target.removeprefix(":") + entry[link.end :]
        if type_.read(entry, reading).value != code:
            return ProblemCode.KEPT_LINK
    if _MARKUP.search(entry):
        return ProblemCode.KEPT_MARKUP
    return _lost_words(plain_text(entry), code, type_, reading)


def _lost_in_label(entry: str, code: str, type_: ValueType, reading: Reading) -> ProblemCode | None:
    """``[[target|label]]`` says nothing more if both are the same value."""
    (link, *others) = links(entry)
    label = entry[link.start : link.end].removesuffix("]]").partition("|")[2]
    if others or (link.start, link.end) != (0, len(entry)):
        return ProblemCode.KEPT_LINK
    for part in (link.target.removeprefix(":"), label):
        if type_.read(part, reading).value != code or _MARKUP.search(part) or _lost_words(plain_text(part), code, type_, reading):
            return ProblemCode.KEPT_LINK
    return None


def _shown(entry: str, type_: ValueType) -> list[str] | None:
    """The arguments of the template that an entry is, if it shows these and nothing else."""
    nodes = mwparserfromhell.parse(entry).nodes
    if len(nodes) != 1 or not isinstance(nodes[0], Template) or any(parameter.showkey for parameter in nodes[0].params):
        return None
    name, values = template_name(nodes[0]), positional(nodes[0])
    if isinstance(type_, Date) and name in DATE_TEMPLATES and "age" not in name:
        return [] if 1 <= len(values) <= 3 and all(re.fullmatch(r"[^\W_]+", value) for value in values) else None
    if len(values) != 1:
        return None
    if (isinstance(type_, Item) and name in ITEM_TEMPLATES) or (isinstance(type_, Property) and name in _PROPERTY_TEMPLATES):
        return [] if re.fullmatch(r"[QqPp]?\d+", digits_to_ascii(values[0])) else None
    return values if name in _SHOWING else None


def _lost_in_each(values: list[str], code: str, type_: ValueType, reading: Reading) -> ProblemCode | None:
    for value in values:
        if type_.read(value, reading).value != code:
            return ProblemCode.KEPT_TEMPLATE
        if reason := _lost(value, code, type_, reading):
            return reason
    return None


def _lost_words(plain: str, code: str, type_: ValueType, reading: Reading) -> ProblemCode | None:
    name = folded(plain)
    if _DOUBT.search(plain) or (name in _SAYS_MORE and name != folded(code) and not _is_label(plain, code, type_, reading)):
        return ProblemCode.KEPT_MEANING
    if re.search(r"[()（）\[\]]", plain) and not _explained(plain, code, type_, reading):
        return ProblemCode.KEPT_MEANING
    digits = digits_to_ascii(plain)
    if "//" in plain and (re.search(r"[\s#?]", plain) or (isinstance(type_, Wiki) and re.search(r"//[^/]+/.", plain))):
        return ProblemCode.KEPT_MEANING
    if isinstance(type_, Wiki) and "//" not in plain and "/" in plain:
        return ProblemCode.KEPT_MEANING
    if isinstance(type_, Item | Property) and "#" in plain:
        return ProblemCode.KEPT_MEANING
    if isinstance(type_, Date):
        if _TIME.search(digits):
            return ProblemCode.KEPT_MEANING
        years = _TWO_YEARS.fullmatch(digits)
        return ProblemCode.KEPT_GUESS if years and int(years[2]) == (int(years[1]) + 1) % 100 else None
    if isinstance(type_, Number):
        group = _ONE_GROUP.fullmatch(digits)
        return ProblemCode.KEPT_GUESS if group and group[1] != _grouping(reading.languages[0]) else None
    return ProblemCode.KEPT_GUESS if isinstance(type_, Licence) and _version_is_guessed(digits, code) else None


def _is_label(plain: str, code: str, type_: ValueType, reading: Reading) -> bool:
    family = type_.family if isinstance(type_, Choice | Code) else "region" if isinstance(type_, Region) else ""
    return bool(family) and reading.vocabulary.code(family, plain, reading.languages) == code


def _explained(plain: str, code: str, type_: ValueType, reading: Reading) -> bool:
    """Whether what stands in parentheses is part of the name ("Congo (Kinshasa)"), or the same again ("Senegal (SN)")."""
    without = re.sub(r"[()（）\[\]]", " ", plain)
    if type_.read(without, reading).value == code:
        return True
    before, _, after = re.sub(r"[（\[]", "(", plain).partition("(")
    parts = (before.strip(), re.sub(r"[)）\]]\s*$", "", after).strip())
    return all(part and type_.read(part, reading).value == code for part in parts)


def _grouping(language: str) -> str:
    """What stands between groups of digits in a language."""
    found = locale(language)
    symbols = found.number_symbols.get("latn", found.number_symbols) if found else {}
    return str(symbols.get("group", ""))


def _version_is_guessed(plain: str, code: str) -> bool:
    """Whether the number in a licence's code, or that later versions will do, is not in what was written."""
    if code in _ONE_VERSION:
        return False
    if code.endswith("-or-later") and not re.search(r"later|\+", plain):
        return True
    number = re.search(r"\d+", code)
    return number is not None and number[0] not in re.findall(r"\d+", plain.replace("CC0", ""))
