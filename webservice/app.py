"""The web tool as a WSGI application."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import UnicodeConverter
from werkzeug.routing.converters import IntegerConverter

from bot.i18n import Messages
from bot.settings import Settings
from webservice import errors, headers
from webservice.api.records import api
from webservice.catalogue import CATALOGUES
from webservice.pages.contact import contact
from webservice.pages.health import health
from webservice.pages.home import home
from webservice.pages.records import record_pages
from webservice.request import Tool, install, reader, record_address, same_page, tool, wikis

#: Names a YAML file of settings, besides the environment.
SETTINGS_VARIABLE = "PARTNERSHIPS_SETTINGS"
#: Nobody sends anything yet but addresses.
_MAX_BODY = 64 * 1024


class _Dbname(UnicodeConverter):
    """A wiki's database name."""

    regex = "[a-z][a-z0-9_-]{0,63}"


class _PageId(IntegerConverter):
    """A page's number, which fits into a database's column."""

    regex = "[0-9]{1,18}"


def create_app(
    settings: Settings | None = None, *, messages: Messages | None = None, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Flask:
    """The tool with these settings (by default those of the environment), messages (the project's) and clock.

    Raises SettingsError and MessagesError. The database is opened anew by each request that needs it.
    """
    if settings is None:
        file = os.environ.get(SETTINGS_VARIABLE)
        settings = Settings.load(Path(file) if file else None, os.environ)
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = _MAX_BODY
    app.json.ensure_ascii = False  # type: ignore[attr-defined] # Flask's own provider has it, the type of all providers has not
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.strict_slashes = False
    app.url_map.converters |= {"dbname": _Dbname, "page_id": _PageId}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    install(app, Tool(settings, messages or Messages.load(), now))
    headers.install(app)
    errors.install(app)
    for blueprint in (home, *(record_pages(catalogue) for catalogue in CATALOGUES.values()), contact, api, health):
        app.register_blueprint(blueprint)
    app.url_defaults(_keep_language)
    app.context_processor(_for_templates)
    if settings.proxies:
        # Only those who set the headers themselves can be believed, so nobody is unless the settings say how many there are.
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign] # Flask's own way
    return app


def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Links within the tool stay in the language that was asked for."""
    if request and endpoint != "static" and "uselang" in request.args and not endpoint.startswith("api."):
        values.setdefault("uselang", reader().language)


def _for_templates() -> dict[str, object]:
    parts = tool()
    return {
        "t": reader(),
        "wikis": wikis(),
        "languages": parts.messages.languages,
        "catalogues": tuple(CATALOGUES.values()),
        "record_address": record_address,
        "same_page": same_page,
    }
