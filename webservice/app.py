"""The web tool as a WSGI application."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import UnicodeConverter
from werkzeug.routing.converters import IntegerConverter

from bot.i18n import Messages
from bot.settings import Settings, SettingsError
from webservice import errors, headers
from webservice.answers import Answers
from webservice.api.records import api
from webservice.auth import auth_pages, login_address, person
from webservice.catalogue import CATALOGUES
from webservice.cells import chip, status_chip
from webservice.formats import MIME_TYPES
from webservice.forms.messages import message_pages
from webservice.forms.nominations import deeds, nomination_pages
from webservice.forms.records import KINDS, form_pages
from webservice.forms.saved import saved
from webservice.forms.tasks import task_pages
from webservice.forms.thanking import thanking_pages
from webservice.forms.tidying import tidying_pages
from webservice.menu import menu
from webservice.pages.api import api_page
from webservice.pages.contact import contact
from webservice.pages.health import health
from webservice.pages.home import home
from webservice.pages.map import world_map
from webservice.pages.me import me
from webservice.pages.partners import partners
from webservice.pages.questions import questions
from webservice.pages.recognition import recognition
from webservice.pages.records import record_pages
from webservice.pages.reports import reports
from webservice.pages.scores import scores
from webservice.pages.search import search
from webservice.pages.status import status
from webservice.request import Tool, install, keeper_of, reader, record_address, same_page, tool, wikis

#: Names a YAML file of settings, besides the environment.
SETTINGS_VARIABLE = "PARTNERSHIPS_SETTINGS"
#: A form full of sentences in a script of three bytes a letter, each byte of it written with three.
_MAX_BODY = 256 * 1024


class _Dbname(UnicodeConverter):
    """A wiki's database name."""

    regex = "[a-z][a-z0-9_-]{0,63}"


class _PageId(IntegerConverter):
    """A page's number, which fits into a database's column."""

    regex = "[0-9]{1,18}"


def create_app(
    settings: Settings | None = None,
    *,
    messages: Messages | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    developer: str = "",
) -> Flask:
    """The tool with these settings (by default those of the environment), messages (the project's) and clock.

    ``developer`` is a name that everybody logs in as, without a wiki: for trying things, and refused where others could come.

    Raises SettingsError and MessagesError. The database is opened anew by each request that needs it.
    """
    if settings is None:
        file = os.environ.get(SETTINGS_VARIABLE)
        settings = Settings.load(Path(file) if file else None, os.environ)
    if developer and (settings.proxies or settings.oauth_consumer):
        raise SettingsError("nobody may log in without being asked where there are proxies or an OAuth consumer: leave out the developer")
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = _MAX_BODY
    app.json.ensure_ascii = False  # type: ignore[attr-defined] # Flask's own provider has it, the type of all providers has not
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.strict_slashes = False
    app.url_map.converters |= {"dbname": _Dbname, "page_id": _PageId}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    install(app, Tool(settings, messages or Messages.load(), now, developer))
    _keep_sessions(app, settings)
    headers.install(app)
    errors.install(app)
    # Each process counts for itself: exact enough for what is limited here. It would log who was refused.
    logging.getLogger("flask-limiter").setLevel(logging.WARNING)
    limiter = Limiter(_counted, app=app, storage_uri="memory://", headers_enabled=True)
    for blueprint in (
        home,
        *(record_pages(catalogue) for catalogue in CATALOGUES.values()),
        scores,
        partners,
        questions,
        search,
        contact,
        reports,
        world_map,
        recognition,
        status,
        auth_pages(limiter),
        me,
        form_pages(limiter),
        saved,
        nomination_pages(limiter),
        task_pages(limiter),
        thanking_pages(limiter),
        tidying_pages(limiter),
        message_pages(limiter),
        api,
        api_page,
        health,
    ):
        app.register_blueprint(blueprint)
    app.url_defaults(_keep_language)
    app.context_processor(_for_templates)
    answers = Answers(app.wsgi_app, keeper_of(app), settings, now, app.config["SESSION_COOKIE_NAME"])
    app.wsgi_app = answers  # type: ignore[method-assign] # Flask's own way
    if settings.proxies:
        # Only those who set the headers themselves can be believed, so nobody is unless the settings say how many there are.
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign] # Flask's own way
    return app


def _keep_sessions(app: Flask, settings: Settings) -> None:
    """Signs cookies, and lets nothing be sent by a form of another site."""
    # Without a key nobody can log in; what little a session holds then may end with the process.
    app.secret_key = settings.secret_key.get_secret_value() if settings.secret_key else secrets.token_hex()
    behind_proxy = settings.proxies > 0
    app.config["SESSION_COOKIE_NAME"] = "__Host-partnerships" if behind_proxy else "partnerships"
    app.config["SESSION_COOKIE_SECURE"] = behind_proxy
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    # As long as the session: nobody loses what they wrote because they took their time.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    CSRFProtect(app)


def _counted() -> str:
    """Whose requests are counted together."""
    someone = person()
    return f"person {someone.name}" if someone else get_remote_address()


def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Links within the tool stay in the language that was asked for."""
    if request and endpoint != "static" and "uselang" in request.args and not endpoint.startswith("api."):
        values.setdefault("uselang", reader().language)


def _for_templates() -> dict[str, object]:
    parts = tool()
    return {
        "t": reader(),
        "wikis": wikis(),
        "person": person(),
        "login_address": login_address,
        "menu": menu,
        "languages": parts.messages.languages,
        "catalogues": tuple(CATALOGUES.values()),
        "catalogue_of": lambda record: CATALOGUES[record.kind],
        "record_address": record_address,
        "same_page": same_page,
        "chip": chip,
        "status_chip": status_chip,
        "mime_types": MIME_TYPES,
        "form_paths": KINDS,
        "nomination_deeds": deeds,
        "home": parts.settings.home,
    }
