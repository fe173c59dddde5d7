"""Users: ``[[User:X|Y]]``, ``{{u|X}}``, ``@X`` or ``X`` give ``X``."""

from __future__ import annotations

import re
from dataclasses import dataclass

import mwparserfromhell

from bot.core.plaintext import MAX_WIKITEXT, plain_text, positional, template_name, without_hidden
from bot.core.problem import ProblemCode
from bot.core.site import Site
from bot.core.values.reading import Read, Reading, complaint
from bot.core.values.titles import USER_WORDS, canonical_user, links, title_from_url, user_of
from bot.core.values.url import bare_address, linked_address

#: Templates whose first value is a user name.
USER_TEMPLATES = frozenset(
    {
        "u",
        "ul",
        "user",
        "user link",
        "userlink",
        "utilisateur",
        "utilisatrice",
        "usuario",
        "usuaria",
        "benutzer",
        "benutzerin",
        "ping",
        "re",
    }
    | {"reply to", "noping", "user0", "u1", "user-multi", "مستخدم", "участник", "利用者", "user link global", "target"}
)
_TEMPLATE = re.compile(r"\{\{[^{}]{1,600}\}\}")
_MAIL = re.compile(r"[^\s@<>]{1,64}@(?=[\w-]{1,63}\.)")


@dataclass(frozen=True, slots=True)
class User:
    """A user name without namespace. An entry that links several users gives them all."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """Read the name as the wiki writes it; IP addresses and names that cannot be are problems."""
        source = without_hidden(text[:MAX_WIKITEXT]).strip()
        named = _linked(source, reading.site) + _in_templates(source)
        if not named:
            plain = plain_text(source)
            address = linked_address(source) or bare_address(plain)
            if not address:
                return complaint(ProblemCode.EMPTY, text.strip())
            if links(source):
                return complaint(ProblemCode.USER, plain)
            title = title_from_url(address, reading.site) if "//" in address else plain.lstrip("@").strip()
            named = [user_of(title, reading.site) or ("" if "//" in address else title)]
        names = dict.fromkeys(canonical_user(name.partition("/")[0] or name) for name in named)
        names.pop("", None)
        if names:
            return Read(tuple(names))
        # Reports are public: somebody's mail address is not repeated there.
        return complaint(ProblemCode.USER, _MAIL.sub("…@", plain_text(source) or named[0]))


def _linked(source: str, site: Site) -> list[str]:
    """Names that links to user pages give; links elsewhere say nothing."""
    return [name for link in links(source) if (name := user_of(link.target, site))]


def _in_templates(source: str) -> list[str]:
    names = []
    for match in _TEMPLATE.finditer(source):
        for template in mwparserfromhell.parse(match.group()).filter_templates(recursive=False):
            if template_name(template) in USER_TEMPLATES:
                names += [plain_text(value).lstrip("@") for value in positional(template)[:1]]
    return [_strip_user_word(name) for name in names if name]


def _strip_user_word(name: str) -> str:
    first, colon, rest = name.partition(":")
    return rest.strip() if colon and first.strip().casefold() in USER_WORDS else name
