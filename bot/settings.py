"""Settings of one installation: what is said in its environment, else in its YAML file, else the defaults."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import quote

import yaml
from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, ValidationError, field_validator, model_validator

from bot import __version__
from bot.core.page_root import DEFAULT_ROOT
from bot.core.values.titles import capitalised, normalised

#: Each setting can be given in the environment under this prefix and its name in capitals.
PREFIX = "PARTNERSHIPS_"
#: What the library ``toolforge`` logs in to the replicas with.
_REPLICA_ACCOUNT = ("TOOL_REPLICA_USER", "TOOL_REPLICA_PASSWORD")
_TOOLSDB_HOST = "tools.db.svc.wikimedia.cloud"

_Line = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\r\n]*$")]
_Dbname = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
_Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,}(-[a-z0-9]+)*$")]
_Api = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]

_BOT_PASSWORD = ("bot_password_name", "bot_password")
_OAUTH = ("consumer_key", "consumer_secret", "access_key", "access_secret")
_LOGIN = ("oauth_consumer_key", "oauth_consumer_secret")
_SECRET_KEY_LENGTH = 32


class SettingsError(Exception):
    """The settings cannot be used. The message is one line: in which file or variable, which setting, and what to do about it."""


class Account(BaseModel):
    """An account and what it logs in with: a BotPassword, or an owner-only OAuth 1 consumer. All empty: nobody logs in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bot_username: _Line = ""
    bot_password_name: _Line = ""
    bot_password: SecretStr | None = None
    consumer_key: SecretStr | None = None
    consumer_secret: SecretStr | None = None
    access_key: SecretStr | None = None
    access_secret: SecretStr | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for group in (_BOT_PASSWORD, _OAUTH):
            missing = [name for name in group if not _stated(getattr(self, name))]
            if missing and len(missing) < len(group):
                raise ValueError(f"{', '.join(group)} belong together: give {' and '.join(missing)} too")
        if self.has_bot_password and self.has_oauth:
            raise ValueError("there are a BotPassword and an OAuth consumer: keep one of them")
        if (self.has_bot_password or self.has_oauth) and not self.bot_username:
            raise ValueError("nobody to log in as: give bot_username too")
        return self

    @property
    def has_bot_password(self) -> bool:
        """Whether it logs in with a BotPassword."""
        return _stated(self.bot_password)

    @property
    def has_oauth(self) -> bool:
        """Whether it logs in with OAuth."""
        return _stated(self.consumer_key)

    @property
    def oauth(self) -> tuple[str, str, str, str] | None:
        """Consumer key and secret, access key and secret, in the open."""
        values = tuple(secret.get_secret_value() for name in _OAUTH if (secret := getattr(self, name)) is not None)
        return values if len(values) == 4 and self.has_oauth else None


class Wiki(Account):
    """A wiki that is not one of Wikimedia's: the address of its api.php, and an account there if it is another than elsewhere."""

    api: _Api


class Settings(Account):
    """Everything an installation can decide. Frozen; secrets do not show in its text. Made by ``load``."""

    #: Address of the database; a secret, because it may hold a password. ``database_url`` has it in the open.
    database: SecretStr = SecretStr("sqlite:///var/partnerships.db")
    #: Database name of the wiki that is written to.
    home: _Dbname = "metawiki"
    #: Wikis that are not Wikimedia's, by database name.
    wikis: Mapping[_Dbname, Wiki] = Field(default_factory=dict)
    #: A mail address or a page, for the User-Agent: Wikimedia blocks clients that name none.
    contact: _Line = ""
    #: Under this title stand the pages of people and the reports.
    page_root: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\[\]{}|#<>\r\n/]+$")] = DEFAULT_ROOT
    #: Languages whose words are used where nothing else decides, the first one first (MediaWiki codes).
    languages: Annotated[tuple[_Language, ...], Field(min_length=1)] = ("en", "fr")
    #: A page may lose this share of its rows in one edit; up to ``shrink_floor`` rows it may lose in any case.
    shrink_share: Annotated[float, Field(ge=0, le=1)] = 0.3
    shrink_floor: Annotated[int, Field(ge=0)] = 10
    #: Edits that one run makes at most; what is left over waits for the next.
    edits_per_run: Annotated[int, Field(ge=1)] = 200
    #: Where Commons Impact Metrics answer, and how many questions one run asks at most; each is about one category.
    metrics_address: Annotated[str, StringConstraints(pattern=r"^https?://\S+[^/\s]$")] = (
        "https://wikimedia.org/api/rest_v1/metrics/commons-analytics"
    )
    metrics_per_run: Annotated[int, Field(ge=1)] = 500
    #: Whether Toolforge's wiki replicas tell which pages call our templates. By default they do where the environment has an account there.
    replicas: bool = False
    #: Proxies before the web tool whose X-Forwarded headers are believed; 0 believes nobody. Toolforge has one.
    proxies: Annotated[int, Field(ge=0, le=5)] = 0
    #: The web tool's own OAuth 1 consumer on the home wiki, through which people log in; nobody does where there is none.
    oauth_consumer_key: SecretStr | None = None
    oauth_consumer_secret: SecretStr | None = None
    #: What the web tool signs its cookies with.
    secret_key: SecretStr | None = None

    @field_validator("page_root")
    @classmethod
    def _as_the_wiki_writes_it(cls, value: str) -> str:
        return capitalised(normalised(value))

    @field_validator("shrink_share", "shrink_floor", "edits_per_run", "metrics_per_run", "proxies", mode="before")
    @classmethod
    def _number(cls, value: object) -> object:
        if isinstance(value, bool):  # YAML's yes and no, which Python takes for 1 and 0
            raise ValueError("must be a number: correct the value")
        return value

    @model_validator(mode="after")
    def _login_complete(self) -> Self:
        missing = [name for name in _LOGIN if not _stated(getattr(self, name))]
        if len(missing) == 1:
            raise ValueError(f"oauth_consumer_key, oauth_consumer_secret belong together: give {missing[0]} too")
        if not missing and not _stated(self.secret_key):
            raise ValueError("people could log in, and nothing would keep their cookies from being forged: give secret_key too")
        if self.secret_key is not None and 0 < len(self.secret_key.get_secret_value()) < _SECRET_KEY_LENGTH:
            raise ValueError(f"secret_key is too short: give {_SECRET_KEY_LENGTH} random characters or more")
        return self

    @property
    def oauth_consumer(self) -> tuple[str, str] | None:
        """Key and secret of the consumer through which people log in, in the open; None where there is none."""
        if self.oauth_consumer_key is None or self.oauth_consumer_secret is None or not _stated(self.oauth_consumer_key):
            return None
        return self.oauth_consumer_key.get_secret_value(), self.oauth_consumer_secret.get_secret_value()

    @property
    def database_url(self) -> str:
        """The database's address with its password."""
        return self.database.get_secret_value()

    @property
    def user_agent(self) -> str:
        """How the bot introduces itself, without the library it uses."""
        return f"partnerships-bot/{__version__} ({self.contact or 'no contact given'})"

    @property
    def web_user_agent(self) -> str:
        """How the web tool introduces itself when it acts for a person, without the library it uses."""
        return f"partnerships/{__version__} ({self.contact or 'no contact given'})"

    def account(self, dbname: str) -> Account:
        """Who logs in on a wiki: its own account, where ``wikis`` has one, else the common one."""
        wiki = self.wikis.get(dbname)
        return wiki if wiki is not None and wiki.bot_username else self

    @classmethod
    def load(cls, file: Path | None, environment: Mapping[str, str]) -> Self:
        """The settings of a YAML file (None: there is none) and the environment, which wins; empty variables do not count.

        On Toolforge, where the accounts of ToolsDB and of the wiki replicas are in the environment, the database is there and the replicas
        are used unless something else is given.
        Raises SettingsError for a file that cannot be read and for anything in it that is not a setting.
        """
        values = dict(_from_file(file)) if file is not None else {}
        origins = dict.fromkeys(values, str(file))
        for name, value in _from_environment(environment, _names(cls)).items():
            values[name], origins[name] = value, "the environment"
        if "database" not in values and (address := _toolsdb(environment)):
            values["database"], origins["database"] = address, "the environment"
        values.setdefault("replicas", all(environment.get(name) for name in _REPLICA_ACCOUNT))
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise SettingsError(_explained(error, origins, str(file) if file is not None else "the environment")) from None


def _stated(secret: SecretStr | str | None) -> bool:
    return bool(secret.get_secret_value() if isinstance(secret, SecretStr) else secret)


def _names(model: type[BaseModel]) -> list[str]:
    return list(model.model_fields)


def _from_file(file: Path) -> Mapping[str, Any]:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SettingsError(f"{file} does not exist: create it, or name another file") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{file} is not UTF-8 text: save it as that") from None
    except OSError as error:
        raise SettingsError(f"{file} cannot be read ({error.strerror}): check its path and rights") from None
    try:
        found = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        where = f", line {error.problem_mark.line + 1}" if error.problem_mark is not None else ""
        raise SettingsError(f"{file}{where}: this is not YAML ({error.problem}): check indentation, colons and quotes") from None
    except yaml.YAMLError:
        raise SettingsError(f"{file}: this is not YAML: it holds a character that may not be there") from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise SettingsError(f"{file}: not a list of settings: write “name: value” lines")
    for name in found:
        if not isinstance(name, str):
            raise SettingsError(f"{file}: “{name}” is not the name of a setting: put it in quotes or remove it")
    return found


def _from_environment(environment: Mapping[str, str], names: list[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for variable, text in environment.items():
        if not variable.startswith(PREFIX) or not text:
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name in names:
            found[name] = _read_variable(name, variable, text)
        elif close := difflib.get_close_matches(name, names, n=1, cutoff=0.85):
            # Other parts of the tool have variables too, so only what looks like a slip of the pen is refused.
            raise SettingsError(f"the environment: {variable} is not known: did you mean {PREFIX}{close[0].upper()}?")
    return found


def _read_variable(name: str, variable: str, text: str) -> object:
    if name == "languages":
        return [part.strip() for part in text.split(",") if part.strip()]
    if name == "wikis":
        try:
            return yaml.safe_load(text)
        except yaml.YAMLError:
            raise SettingsError(f"the environment: {variable} is not JSON: write {{“dbname”: {{“api”: “https://…/api.php”}}}}") from None
    return text


def _toolsdb(environment: Mapping[str, str]) -> str:
    user, password = environment.get("TOOL_TOOLSDB_USER", ""), environment.get("TOOL_TOOLSDB_PASSWORD", "")
    if not user or not password:
        return ""
    return f"mysql+pymysql://{quote(user, safe='')}:{quote(password, safe='')}@{_TOOLSDB_HOST}/{user}__partnerships?charset=utf8mb4"


def _explained(error: ValidationError, origins: Mapping[str, str], elsewhere: str) -> str:
    """The first complaint as one line. What was given is not repeated: it may be a secret."""
    complaint = error.errors(include_url=False, include_context=True, include_input=False)[0]
    path = [str(part) for part in complaint["loc"] if part != "[key]"]
    origin = origins.get(path[0], elsewhere) if path else elsewhere
    setting = ".".join(path)
    message = complaint["msg"]
    match complaint["type"]:
        case "extra_forbidden":
            known = _names(Wiki if path[0] == "wikis" else Settings)
            close = difflib.get_close_matches(path[-1], known, n=1)
            remedy = f"did you mean {close[0]}?" if close else f"the settings are {', '.join(known)}"
            text = f"{setting} is not known: {remedy}"
        case "missing":
            text = f"{setting} is missing: add it"
        case "value_error":
            text = f"{setting}: {message.removeprefix('Value error, ')}" if setting else message.removeprefix("Value error, ")
        case "bool_parsing" | "bool_type":
            text = f"{setting} must be yes or no: correct the value"
        case "string_type":
            text = f"{setting} must be text: put it in quotes"
        case "string_pattern_mismatch":
            text = f"{setting} {_shape(path)}"
        case "tuple_type":
            text = f"{setting} must be a list: write [en, fr]"
        case "model_type" | "dict_type" | "mapping_type" | "model_attributes_type":
            text = f"{setting} must be settings of its own: write “name: value” lines below it, indented"
        case _:
            text = f"{setting}: {message[0].lower()}{message[1:]}: correct the value"
    return re.sub(r"\s+", " ", f"{origin}: {text}")


def _shape(path: list[str]) -> str:
    if path[-1] == "api":
        return "must be the address of an api.php: write https://…/api.php"
    if path[0] == "metrics_address":
        return "must be an address without a slash at its end: write https://…/commons-analytics"
    if path[0] == "languages":
        return "must be language codes: write [en, fr]"
    if path[0] in {"home", "wikis"}:
        return "must be the database name of a wiki: write metawiki, frwiki, …"
    if path[0] == "page_root":
        return "must be a page title without a slash: write Partnerships"
    return "must be a single line: remove the line breaks"
