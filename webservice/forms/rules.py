"""By what rules pages of the home wiki are read: the same as the bot's."""

from __future__ import annotations

from flask import current_app

from bot.core.configuration import CONFIGURATION_TITLE, Configuration
from bot.core.parse import Reader
from bot.core.site import Site
from bot.core.vocabulary import Vocabulary, merged
from bot.core.wiki_settings import SETTINGS_TITLE, WikiSettings
from bot.i18n import raw_messages
from bot.wiki.person import PersonWiki
from webservice.request import in_force, tool

_SITE = "partnerships-home-site"


def configuration() -> Configuration:
    """What the community decided, as far as it is in force; else what comes with the tool. Raises StoreError."""
    return in_force(CONFIGURATION_TITLE, Configuration)


def page_root() -> str:
    """Under this title stand the pages of people. Raises StoreError."""
    return in_force(SETTINGS_TITLE, WikiSettings).page_root or tool().settings.page_root


def site_of(wiki: PersonWiki) -> Site:
    """The home wiki as it describes itself, asked once a process. Raises WikiError."""
    known: dict[str, Site] = current_app.extensions.setdefault(_SITE, {})
    if wiki.ledger_name not in known:
        known[wiki.ledger_name] = wiki.site
    return known[wiki.ledger_name]


def known_site() -> Site:
    """The home wiki as far as it is known without asking it."""
    home = tool().settings.home
    known: dict[str, Site] = current_app.extensions.get(_SITE, {})
    return known.get(home) or Site(home)


def reader_of(site: Site) -> Reader:
    """What reads the pages of the home wiki. Raises StoreError."""
    rules = configuration()
    names = rules.template_names(site.dbname)
    languages = tuple(dict.fromkeys((*tool().settings.languages, *tool().messages.languages)))
    mappings = rules.mappings_by_name(site.dbname, {name: name for name in names})
    return Reader(site, names, _vocabulary(rules.fingerprint(), rules), languages, mappings=mappings)


#: The last vocabulary that was made, by the fingerprint of its configuration: making one takes a while.
_made: dict[str, Vocabulary] = {}


def _vocabulary(fingerprint: str, rules: Configuration) -> Vocabulary:
    if fingerprint not in _made:
        made = Vocabulary(merged(raw_messages(), rules.labels()))
        _made.clear()
        _made[fingerprint] = made
        return made
    return _made[fingerprint]
