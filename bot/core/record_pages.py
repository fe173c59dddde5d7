"""Which pages may hold records: neither templates, drafts and sandboxes, documentation, talk pages nor translations."""

from __future__ import annotations

import re

from bot.core.page import Page
from bot.core.site import Site
from bot.core.values.folding import folded
from bot.core.values.titles import split_namespace

_USER = 2
#: Media, MediaWiki, Template, Module; Draft and Translations where wikis have them.
_NEVER = frozenset({-2, -1, 8, 10, 828, 118, 1198})

_SANDBOXES = """
sandbox, testcases, test cases, test page, doc, documentation, preload, bac à sable, brouillon, taller, zona de pruebas,
pruebas, borrador, ملعب, مسودة, spielwiese, entwurf, rascunho, testes, página de testes, песочница, черновик, 沙盒, 草稿,
サンドボックス, 下書き, 연습장, sandkasse, kladblok, zandbak, brudnopis, пісочниця, چرک نویس, صفحه تمرین, טיוטה,
ארגז חול, प्रयोगपृष्ठ, খেলাঘর, proves, deneme tahtası, bak pasir, sandlåda, pagina delle prove, sandbox pagina
"""
_DRAFTS = "draft, drafts, draft page, test, tests, essai, ébauche, esbozo, bozza, entwürfe"

#: Parts of titles, folded, that mark drafts and sandboxes in every namespace.
SANDBOX_WORDS = frozenset(folded(word) for word in _SANDBOXES.replace("\n", " ").split(", ") if word.strip())
_OF_USERS = SANDBOX_WORDS | frozenset(folded(word) for word in _DRAFTS.split(", "))
_NUMBER = re.compile(r"\s*\d{1,3}$")


def is_record_page(page: Page, site: Site) -> bool:
    """Whether template calls on a page are records. Translations (``Page/fr``) are told apart later, see ``translation_pages``.

    A page is a draft by the parts of its title after its namespace: in any namespace one called sandbox, doc or the like in a usual
    language ("Sandbox 2" too), among user pages also one called draft or test.
    """
    if page.redirect is not None or page.content_model != "wikitext" or page.namespace % 2 == 1 or page.namespace in _NEVER:
        return False
    _, name = split_namespace(page.title, site) if page.namespace else (0, page.title)
    words = _OF_USERS if page.namespace == _USER else SANDBOX_WORDS
    parts = name.split("/")
    # The first part of a user page is the user.
    return not any(_NUMBER.sub("", folded(part)) in words for part in (parts[1:] if page.namespace == _USER else parts))
