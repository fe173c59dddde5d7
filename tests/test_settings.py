"""Settings: what wins, what is refused, and that secrets do not show."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import make_url

from bot.settings import Settings, SettingsError

_OAUTH = {"consumer_key": "k1", "consumer_secret": "s1", "access_key": "k2", "access_secret": "s2"}


def _file(folder: Path, text: str) -> Path:
    file = folder / "settings.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def _refusal(file: Path | None, **environment: str) -> str:
    with pytest.raises(SettingsError) as raised:
        Settings.load(file, environment)
    message = str(raised.value)
    assert "\n" not in message
    return message


def test_nothing_need_be_said() -> None:
    settings = Settings.load(None, {})
    assert settings.database_url == "sqlite:///var/partnerships.db"
    assert (settings.home, settings.page_root, settings.languages) == ("metawiki", "Partnerships", ("en", "fr"))
    assert (settings.shrink_share, settings.shrink_floor, settings.edits_per_run) == (0.3, 10, 200)
    assert settings.metrics_address == "https://wikimedia.org/api/rest_v1/metrics/commons-analytics"
    assert not settings.has_bot_password
    assert not settings.has_oauth
    assert settings.oauth is None
    assert dict(settings.wikis) == {}


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert Settings.load(_file(tmp_path, "# nothing yet\n"), {}) == Settings()


def test_a_whole_file(tmp_path: Path) -> None:
    settings = Settings.load(
        _file(
            tmp_path,
            """
            database: sqlite:///elsewhere.db
            home: testwiki
            wikis:
              testwiki: {api: "http://127.0.0.1:8080/w/api.php"}
              other_wiki:
                api: https://wiki.example.org/api.php
                bot_username: Other bot
                bot_password_name: bot
                bot_password: other-secret
            bot_username: Partnerships bot
            bot_password_name: bot
            bot_password: secret-word
            contact: tools@example.org
            page_root: Partenariats
            languages: [fr, pt-br]
            shrink_share: 0.5
            shrink_floor: 3
            edits_per_run: 7
            """,
        ),
        {},
    )
    assert settings.database_url == "sqlite:///elsewhere.db"
    assert settings.wikis["testwiki"].api == "http://127.0.0.1:8080/w/api.php"
    assert settings.account("testwiki").bot_username == "Partnerships bot"
    assert settings.account("metawiki").bot_username == "Partnerships bot"
    assert settings.account("other_wiki").bot_username == "Other bot"
    assert settings.languages == ("fr", "pt-br")
    assert settings.bot_password is not None
    assert settings.bot_password.get_secret_value() == "secret-word"
    assert (settings.shrink_share, settings.shrink_floor, settings.edits_per_run) == (0.5, 3, 7)


def test_the_environment_wins_unless_it_is_empty(tmp_path: Path) -> None:
    file = _file(tmp_path, "home: metawiki\npage_root: A\nedits_per_run: 7\n")
    environment = {
        "PARTNERSHIPS_HOME": "testwiki",
        "PARTNERSHIPS_PAGE_ROOT": "",
        "PARTNERSHIPS_LANGUAGES": "fr, en",
        "PARTNERSHIPS_SHRINK_SHARE": "0.1",
        "PARTNERSHIPS_EDITS_PER_RUN": "9",
        "PARTNERSHIPS_WIKIS": '{"testwiki": {"api": "http://127.0.0.1/api.php"}}',
        "HOME": "/home/somebody",
    }
    settings = Settings.load(file, environment)
    assert (settings.home, settings.page_root, settings.languages) == ("testwiki", "A", ("fr", "en"))
    assert (settings.shrink_share, settings.edits_per_run) == (0.1, 9)
    assert settings.wikis["testwiki"].api == "http://127.0.0.1/api.php"


def test_oauth() -> None:
    environment = {f"PARTNERSHIPS_{name.upper()}": value for name, value in _OAUTH.items()} | {"PARTNERSHIPS_BOT_USERNAME": "Bot"}
    settings = Settings.load(None, environment)
    assert settings.has_oauth
    assert settings.oauth == ("k1", "s1", "k2", "s2")


def test_people_log_in_through_a_consumer_of_their_own() -> None:
    assert Settings().oauth_consumer is None
    environment = {"PARTNERSHIPS_OAUTH_CONSUMER_KEY": "k", "PARTNERSHIPS_OAUTH_CONSUMER_SECRET": "s", "PARTNERSHIPS_SECRET_KEY": "x" * 32}
    settings = Settings.load(None, environment)
    assert settings.oauth_consumer == ("k", "s")
    assert not settings.has_oauth  # the bot's own


def test_toolsdb_is_used_on_toolforge_unless_another_database_is_given(tmp_path: Path) -> None:
    environment = {"TOOL_TOOLSDB_USER": "s51234", "TOOL_TOOLSDB_PASSWORD": "p@ss/w:rd%é"}
    url = make_url(Settings.load(None, environment).database_url)
    assert (url.drivername, url.username, url.password) == ("mysql+pymysql", "s51234", "p@ss/w:rd%é")
    assert (url.host, url.database, dict(url.query)) == ("tools.db.svc.wikimedia.cloud", "s51234__partnerships", {"charset": "utf8mb4"})
    file = _file(tmp_path, "database: sqlite:///mine.db")
    assert Settings.load(file, environment).database_url == "sqlite:///mine.db"
    given = environment | {"PARTNERSHIPS_DATABASE": "sqlite:///other.db"}
    assert Settings.load(file, given).database_url == "sqlite:///other.db"


def test_secrets_do_not_show() -> None:
    secrets = {"BOT_USERNAME": "Bot"} | {name.upper(): f"secret-word-{value}" for name, value in _OAUTH.items()}
    environment = {f"PARTNERSHIPS_{name}": value for name, value in secrets.items()}
    environment |= {"TOOL_TOOLSDB_USER": "s1", "TOOL_TOOLSDB_PASSWORD": "secret-word"}
    environment |= {
        f"PARTNERSHIPS_{name}": f"secret-word-{name}" * 2 for name in ("OAUTH_CONSUMER_KEY", "OAUTH_CONSUMER_SECRET", "SECRET_KEY")
    }
    settings = Settings.load(None, environment)
    for text in (repr(settings), str(settings), settings.model_dump_json(), repr(settings.model_dump())):
        assert "secret-word" not in text


def test_frozen() -> None:
    with pytest.raises(ValidationError):
        setattr(Settings(), "home", "frwiki")  # noqa: B010 - written plainly, the type checker would refuse it


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hone: metawiki", "hone is not known: did you mean home?"),
        ("xyzzy: 1", "xyzzy is not known: the settings are bot_username"),
        ("home: [metawiki]", "home must be text"),
        ("home: Meta Wiki", "home must be the database name of a wiki"),
        ("languages: en", "languages must be a list"),
        ("languages: [en, no]", "languages.1 must be text: put it in quotes"),  # YAML reads Norwegian as false
        ("languages: []", "languages: tuple should have at least 1 item"),
        ("languages: [EN]", "languages.0 must be language codes"),
        ("wikis: [testwiki]", "wikis must be settings of its own"),
        ("wikis: {testwiki: http://a/api.php}", "wikis.testwiki must be settings of its own"),
        ("wikis: {testwiki: {}}", "wikis.testwiki.api is missing: add it"),
        ("wikis: {testwiki: {api: /w/api.php}}", "wikis.testwiki.api must be the address of an api.php"),
        ("wikis: {testwiki: {api: http://a/api.php, usernam: X}}", "wikis.testwiki.usernam is not known: did you mean bot_username?"),
        ("wikis: {Test Wiki: {api: http://a/api.php}}", "wikis.Test Wiki must be the database name of a wiki"),
        ("shrink_share: 30", "shrink_share: input should be less than or equal to 1"),
        ("shrink_share: yes", "shrink_share: must be a number"),
        ("edits_per_run: many", "edits_per_run: input should be a valid integer"),
        ("edits_per_run: 0", "edits_per_run: input should be greater than or equal to 1"),
        ("metrics_per_run: 0", "metrics_per_run: input should be greater than or equal to 1"),
        ("metrics_per_run: yes", "metrics_per_run: must be a number"),
        ("metrics_address: wikimedia.org", "metrics_address must be an address without a slash at its end"),
        ("metrics_address: https://a/b/", "metrics_address must be an address without a slash at its end"),
        ("contact: |\n  a\n  b", "contact must be a single line"),
        ("page_root: A/B", "page_root must be a page title without a slash"),
        ("bot_password: 12345", "bot_password must be text: put it in quotes"),
        ("bot_password: secret-word", "bot_password_name, bot_password belong together: give bot_password_name too"),
        ("bot_password: secret-word\nbot_password_name: bot", "nobody to log in as: give bot_username too"),
        ("bot_username: Bot\nconsumer_key: secret-word", "give consumer_secret and access_key and access_secret too"),
        ("oauth_consumer_key: secret-word", "belong together: give oauth_consumer_secret too"),
        ("oauth_consumer_key: secret-word\noauth_consumer_secret: secret-word", "give secret_key too"),
        ("secret_key: secret-word", "secret_key is too short"),
        ("- home\n- languages", "not a list of settings"),
        ("1: 2", "“1” is not the name of a setting"),
        ("home: [metawiki", ", line 1: this is not YAML"),
        ("home: a\n\tb: c", ", line 2: this is not YAML"),
        ("home: \x00", "this is not YAML"),
    ],
)
def test_what_is_not_a_setting_is_refused_in_one_line(tmp_path: Path, text: str, expected: str) -> None:
    message = _refusal(_file(tmp_path, text))
    assert str(tmp_path / "settings.yaml") in message
    assert expected in message
    assert "secret-word" not in message


def test_a_botpassword_and_oauth_at_once_are_refused() -> None:
    values = _OAUTH | {"bot_username": "Bot", "bot_password_name": "bot", "bot_password": "x"}
    message = _refusal(None, **{f"PARTNERSHIPS_{name.upper()}": value for name, value in values.items()})
    assert message == "the environment: there are a BotPassword and an OAuth consumer: keep one of them"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert "missing.yaml does not exist: create it" in _refusal(tmp_path / "missing.yaml")
    assert "cannot be read" in _refusal(tmp_path)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("contact: Zoé".encode("latin-1"))
    assert "is not UTF-8 text" in _refusal(latin)


def test_mistakes_in_the_environment_are_told_from_those_in_the_file(tmp_path: Path) -> None:
    file = _file(tmp_path, "home: metawiki")
    assert _refusal(file, PARTNERSHIPS_EDITS_PER_RUN="x").startswith("the environment: edits_per_run")
    assert "PARTNERSHIPS_BOT_PASWORD is not known: did you mean PARTNERSHIPS_BOT_PASSWORD?" in _refusal(None, PARTNERSHIPS_BOT_PASWORD="x")
    assert "PARTNERSHIPS_WIKIS is not JSON" in _refusal(None, PARTNERSHIPS_WIKIS="{")
    Settings.load(None, {"PARTNERSHIPS_SETTINGS": "names this file"})


def test_the_page_root_is_a_title_as_the_wiki_writes_it() -> None:
    assert Settings.load(None, {"PARTNERSHIPS_PAGE_ROOT": "our_partner  ships"}).page_root == "Our partner ships"
