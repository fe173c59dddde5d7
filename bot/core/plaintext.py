"""One short value of wikitext as plain text of bounded length.

Made for parameter values: a name, a sentence, an entry of a list. What a reader of the page would see remains; formatting, comments,
references and templates that are not known to show their argument go. Every text is read in time linear in its length: what is longer than
``MAX_WIKITEXT`` is cut first, and what has more markup than a value ever needs is only stripped of it.
"""

from __future__ import annotations

import re
import unicodedata

import mwparserfromhell
from mwparserfromhell.nodes import Argument, ExternalLink, Heading, HTMLEntity, Node, Tag, Template, Text, Wikilink
from mwparserfromhell.wikicode import Wikicode

#: Longer wikitext than this is cut before it is read; the parser's time grows with the square of the length.
MAX_WIKITEXT = 2_000
#: With more opening marks than this, markup is stripped without being understood.
MAX_MARKS = 60

#: Templates that show their first argument.
SHOWS_FIRST = frozenset(
    {
        "abbr",
        "big",
        "bold",
        "center",
        "country",
        "drapeau",
        "flag",
        "flagcountry",
        "flagg",
        "flagicon",
        "flagu",
        "icon",
        "nobold",
        "nobr",
        "noping",
    }
    | {
        "nowrap",
        "pays",
        "país",
        "ping",
        "re",
        "reply to",
        "small",
        "smaller",
        "tooltip",
        "u",
        "ul",
        "user",
        "user link",
        "userlink",
        "usuario",
    }
    | {"utilisateur", "utilisatrice", "benutzer"}
)
#: Templates that show their last argument.
SHOWS_LAST = frozenset({"lang", "langue", "idioma", "color", "font color", "colour", "bdi", "rtl-lang", "transl"})
#: Templates that show the number of a Wikidata item.
ITEM_TEMPLATES = frozenset({"q", "wd", "item", "wikidata", "wikidata entity link", "label", "qid"})
#: Templates that stand for a character, or for the separator between entries of a list.
CHARACTERS = {
    "!": "|", "=": "=", "@": "@", "nbsp": " ", "space": " ", "spaces": " ", "snd": " – ", "ndash": "–", "mdash": "—", "dash": "–",
    "·": " · ", "•": " • ", ",": ", ", "-": "-", "'": "'", "colon": ":", "(": "{", ")": "}", "((": "{{", "))": "}}",
}  # fmt: skip

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TRANSLATE = re.compile(
    r"</?translate(?:\s+nowrap)?\s*>|<tvar\s[^<>]{1,200}>|<tvar\|[^<>]{1,200}>|</tvar\s*>|</>|<languages\s*/?>", re.IGNORECASE | re.ASCII
)
_NOWIKI = re.compile(r"<nowiki>([^<]{0,2000})</nowiki>", re.IGNORECASE)
_NO_WORDS = re.compile(
    r"<(ref|references|math|chem|ce|gallery|timeline|score|graph|templatestyles|style|script|templatedata|mapframe|imagemap|hiero)"
    r"(?=[\s/>])[^<>]{0,300}>",
    re.IGNORECASE | re.ASCII,
)
_BREAK = re.compile(r"<\s{0,3}/?\s{0,3}(?:br|p|li|hr|div)(?=[\s/>])[^<>]{0,300}>", re.IGNORECASE | re.ASCII)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,20}(?:\s[^<>]{0,300})?/?>", re.IGNORECASE | re.ASCII)
_BULLETS = re.compile(r"^[*#:;]+[ \t]*", re.MULTILINE)
_VARIANT = re.compile(r"-\{(?:[a-zA-Z]\|)?([^{}|:;]{0,300})\}-")
_SWITCH = re.compile(r"__[A-Z]{3,30}__")
_MARKS = re.compile(r"\{\{|\[|''|//|[&]")
_ANY_MARKUP = re.compile(r"[\[\]{}&]|''|__|://")
_CRUDE = re.compile(r"[{}\[\]|&]+|'{2,}")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
# Direction marks, separators without width, soft hyphens, byte order marks. ZWNJ and ZWJ stay: Persian and Indic scripts need them.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")
_FILES_AND_CATEGORIES = """
file image category fichier catégorie archivo categoría datei kategorie bild ficheiro categoria immagine bestand categorie plik kategoria
ملف تصنيف پرونده رده файл категория категорія 文件 分类 檔案 分類 ファイル カテゴリ 파일 분류 קובץ קטגוריה चित्र श्रेणी
"""
#: Namespaces, in small letters, links to which show nothing where they stand.
NOT_SHOWN = frozenset(_FILES_AND_CATEGORIES.split())


def plain_text(wikitext: str) -> str:
    """What a reader sees of a short value: one line, NFC, no direction marks, at most ``MAX_WIKITEXT`` characters."""
    text = wikitext[:MAX_WIKITEXT]
    if "<" in text:
        text = _without_tags(text)
    text = _BULLETS.sub("", text).replace("\n", " ")
    if _ANY_MARKUP.search(text):
        text = _without_markup(text)
    return clean(text)


def clean(text: str) -> str:
    """Text that is plain already: NFC, invisible and control characters gone, blanks collapsed."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text))).strip()[:MAX_WIKITEXT]


def without_comments(wikitext: str) -> str:
    """Wikitext without comments and without the Translate extension's tags; what is between them stays."""
    return _TRANSLATE.sub("", _COMMENT.sub("", wikitext)) if "<" in wikitext else wikitext


def without_hidden(wikitext: str) -> str:
    """Wikitext without what is not part of the value: comments, the Translate extension's tags, references."""
    return _without_references(without_comments(wikitext)) if "<" in wikitext else wikitext


def template_name(template: Template) -> str:
    """The name of a template as it is compared here: lower case, blanks for underscores."""
    return _SPACES.sub(" ", str(template.name).replace("_", " ")).strip().lower()


def positional(template: Template) -> list[str]:
    """The values without a name, in order."""
    return [str(parameter.value).strip() for parameter in template.params if not parameter.showkey]


def _without_tags(text: str) -> str:
    text = _NOWIKI.sub(lambda match: _escaped(match.group(1)), without_comments(text))
    return _TAG.sub("", _BREAK.sub("\n", _without_references(text)))


def _without_references(text: str) -> str:
    pieces = []
    position = 0
    while match := _NO_WORDS.search(text, position):
        pieces.append(text[position : match.start()])
        position = match.end()
        if not match.group().endswith("/>"):
            closing = text.find("</" + match.group(1), position)
            if closing < 0:
                break
            end = text.find(">", closing)
            position = len(text) if end < 0 else end + 1
    pieces.append(text[position:])
    return "".join(pieces)


def _escaped(text: str) -> str:
    """Text that must not be taken for markup, as entities."""
    return re.sub(r"[^\w\s]", lambda match: f"&#{ord(match.group())};", text)


def _without_markup(text: str) -> str:
    text = _SWITCH.sub("", _VARIANT.sub(r"\1", text))
    # What remains of "<" is text; the parser would look for tags there.
    text = text.replace("<", "&lt;")
    if len(_MARKS.findall(text)) > MAX_MARKS:
        return _CRUDE.sub(" ", text.replace("&lt;", "<"))
    return _shown(mwparserfromhell.parse(text, skip_style_tags=False))


def _shown(code: Wikicode) -> str:
    return "".join(_shown_node(node) for node in code.nodes)


def _shown_node(node: Node) -> str:
    if isinstance(node, Text):
        return str(node.value)
    if isinstance(node, HTMLEntity):
        return _character(node)
    if isinstance(node, Wikilink):
        return _label(node)
    if isinstance(node, ExternalLink):
        return (_shown(node.title) if node.title is not None else "") if node.brackets else _shown(node.url)
    if isinstance(node, Template):
        return _shown_template(node)
    if isinstance(node, Tag):
        return _shown(node.contents) if node.contents else ""
    if isinstance(node, Argument):
        return "" if node.default is None else _shown(node.default)
    if isinstance(node, Heading):
        return _shown(node.title)
    return ""


def _character(node: HTMLEntity) -> str:
    try:
        return str(node.normalize())
    except (ValueError, OverflowError):
        return ""


def _label(link: Wikilink) -> str:
    title = _shown(link.title).strip()
    namespace, colon, _ = title.partition(":")
    if colon and namespace.strip().casefold() in NOT_SHOWN:
        return ""
    label = "" if link.text is None else _shown(link.text)
    return label if label.strip() else title.removeprefix(":")


def _shown_template(template: Template) -> str:
    name = template_name(template)
    if name in CHARACTERS:
        return CHARACTERS[name]
    values = [parameter.value for parameter in template.params if not parameter.showkey]
    if not values:
        return ""
    if name in ITEM_TEMPLATES:
        number = _shown(values[0]).strip()
        return f"Q{number}" if number.isdecimal() else number
    if name in SHOWS_FIRST or name.startswith("lang-"):
        return _shown(values[0])
    if name in SHOWS_LAST:
        return _shown(values[-1])
    return ""
