"""What the farm is made of: MediaWiki's code, the wikis' configuration, and installed wikis kept as a template to copy.

Installing takes a minute; copying takes a moment. So each engine's wikis are installed once into
`.cache/farm/ENGINE-HASH`, where the hash is of everything that the installation depends on.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from tests.farm.accounts import ACCOUNTS, ADMIN

Engine = Literal["sqlite", "mariadb"]
ENGINES: tuple[Engine, ...] = get_args(Engine)

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
CACHE = PROJECT / ".cache"
MEDIAWIKI = CACHE / "mediawiki" / "usr" / "share" / "mediawiki"

EXTENSIONS = (
    "AbuseFilter",
    "CategoryTree",
    "Cite",
    "CodeEditor",
    "DiscussionTools",
    "Echo",
    "Gadgets",
    "InputBox",
    "Interwiki",
    "Linter",
    "Math",
    "ParserFunctions",
    "Poem",
    "Scribunto",
    "SpamBlacklist",
    "SyntaxHighlight_GeSHi",
    "TemplateData",
    "TextExtracts",
    "Thanks",
    "TitleBlacklist",
    "VisualEditor",
    "WikiEditor",
)

# Prefixes of wikis that are not part of the farm: they give links, nothing calls them.
OUTSIDE_PREFIXES = {
    "en": "https://en.wikipedia.org/wiki/$1",
    "es": "https://es.wikipedia.org/wiki/$1",
    "ar": "https://ar.wikipedia.org/wiki/$1",
    "d": "https://www.wikidata.org/wiki/$1",
    "mw": "https://www.mediawiki.org/wiki/$1",
    "outreach": "https://outreach.wikimedia.org/wiki/$1",
}

DATABASE_USER = "farm"
DATABASE_PASSWORD = "farm"  # of a server on loopback that lives as long as a test run

_PHP_MODULES = {"apcu", "curl", "gmp", "intl", "luasandbox", "mbstring", "mysqli", "pdo_sqlite", "xml"}


class FarmError(RuntimeError):
    """Something of the farm went wrong; the message says what, and where its log is."""


class FarmUnavailableError(FarmError):
    """This machine cannot run the farm; the message says what is missing and how to get it."""


@dataclass(frozen=True)
class WikiConfiguration:
    """One wiki: its names, and which prefixes lead to it from the others."""

    language: str
    sitename: str
    project_namespace: str
    prefixes: tuple[str, ...]
    user_language: bool  # {{USERLANGUAGE}}, as on Meta, Commons and Wikidata, but not on Wikipedias


WIKIS: Mapping[str, WikiConfiguration] = {
    "metawiki": WikiConfiguration("en", "Meta", "Meta", ("m", "meta"), user_language=True),
    # [[w:fr:X]] works too: `w` leads to the wiki for which `fr` is a prefix of its own.
    "frwiki": WikiConfiguration("fr", "Wikipédia", "Wikipédia", ("fr", "w"), user_language=False),
    "commonswiki": WikiConfiguration("en", "Wikimedia Commons", "Commons", ("c", "commons"), user_language=True),
}


def require(engine: Engine) -> None:
    """Return when a farm on `engine` can run here, unpacking MediaWiki first if need be; else raise FarmUnavailableError."""
    packages = "run scripts/install-debian-packages.sh as root"
    if not shutil.which("php"):
        raise FarmUnavailableError(f"PHP is not installed: {packages}")
    modules = set(subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout.split())
    if missing := sorted(_PHP_MODULES - modules):
        raise FarmUnavailableError(f"PHP lacks {', '.join(missing)}: {packages}")
    if engine == "mariadb" and not (shutil.which("mariadbd") and shutil.which("mariadb-install-db")):
        raise FarmUnavailableError(f"MariaDB is not installed: {packages}")
    if not (MEDIAWIKI / "api.php").exists():
        unpacked = subprocess.run([PROJECT / "scripts" / "install-mediawiki.sh"], capture_output=True, text=True, check=False)
        if not (MEDIAWIKI / "api.php").exists():
            raise FarmUnavailableError(f"MediaWiki is not unpacked; scripts/install-mediawiki.sh said: {unpacked.stdout}{unpacked.stderr}")


def template_directory(engine: Engine) -> Path:
    """Where the installed wikis of `engine` are kept, whether or not they are there yet."""
    digest = hashlib.sha256()
    for source in (HERE / "LocalSettings.php", HERE / "console.php", HERE / "accounts.py", HERE / "installation.py", HERE / "databases.py"):
        digest.update(source.read_bytes())
    version = re.search(r"'MW_VERSION', '([^']+)'", (MEDIAWIKI / "includes" / "Defines.php").read_text())
    digest.update((version[1] if version else "").encode())
    return CACHE / "farm" / f"{engine}-{digest.hexdigest()[:12]}"


@contextmanager
def building(template: Path) -> Iterator[bool]:
    """Hold the lock of `template` and say whether it must be built; older templates of its engine are removed when it was."""
    template.parent.mkdir(parents=True, exist_ok=True)
    engine = template.name.partition("-")[0]
    with (template.parent / f"{engine}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        complete = template / "complete"
        if complete.exists():
            yield False
            return
        shutil.rmtree(template, ignore_errors=True)
        yield True
        complete.touch()
        for other in template.parent.glob(f"{engine}-*"):
            if other != template and other.is_dir():
                shutil.rmtree(other, ignore_errors=True)


def write_configuration(directory: Path, engine: Engine, template: Path, ports: Mapping[str, int], job_run_rate: int) -> None:
    """Write `farm.json`, which LocalSettings.php reads, and make the folders it names. `ports` has one entry a wiki, and `database`."""
    for folder in ("databases", "sessions", "cache", "temporary", "log", "document-root", *(f"images/{name}" for name in WIKIS)):
        (directory / folder).mkdir(parents=True, exist_ok=True)
    link = directory / "document-root" / "w"
    if not link.is_symlink():
        link.symlink_to(MEDIAWIKI)
    configuration: dict[str, Any] = {
        "engine": engine,
        "template": template.name,
        "extensions": EXTENSIONS,
        "localisation_cache": str(template.parent / "localisation"),
        "job_run_rate": job_run_rate,
        "outside_prefixes": OUTSIDE_PREFIXES,
        "database": {"port": ports.get("database", 0), "user": DATABASE_USER, "password": DATABASE_PASSWORD},
        "wikis": {name: {**asdict(wiki), "port": ports[name]} for name, wiki in WIKIS.items()},
    }
    (directory / "farm.json").write_text(json.dumps(configuration, indent=1, ensure_ascii=False))
    (template.parent / "localisation").mkdir(exist_ok=True)


def read_configuration(directory: Path) -> dict[str, Any]:
    """The farm.json of a farm's folder."""
    configuration: dict[str, Any] = json.loads((directory / "farm.json").read_text())
    return configuration


def environment(directory: Path, dbname: str | None) -> dict[str, str]:
    """The environment of MediaWiki's processes; without `dbname` that of the installer, which must not see a configuration."""
    variables = {name: value for name, value in os.environ.items() if not name.upper().endswith("_PROXY")}
    variables["MW_INSTALL_PATH"] = str(MEDIAWIKI)
    if dbname:
        variables |= {"MW_CONFIG_FILE": str(HERE / "LocalSettings.php"), "FARM_DIRECTORY": str(directory), "FARM_WIKI": dbname}
    return variables


def php(directory: Path, *, server: bool) -> list[str]:
    """The PHP command. Servers keep compiled code in memory, scripts in files of their farm: two farms that share one spoil it."""
    compiled = directory / "compiled"
    compiled.mkdir(parents=True, exist_ok=True)
    kept = {"opcache.file_cache": str(compiled), "opcache.file_cache_only": "1"}
    settings = {
        "memory_limit": "512M",
        "apc.shm_size": "64M",
        "opcache.enable_cli": "1",
        **({} if server else kept),
        "opcache.jit": "off",
        "opcache.max_accelerated_files": "20000",
        # The words of each language are code, too; when memory is full, PHP starts anew in the middle of a request.
        "opcache.memory_consumption": "512",
        "opcache.interned_strings_buffer": "32",
        "display_errors": "stderr",
    }
    return ["php", *(part for name, value in settings.items() for part in ("-d", f"{name}={value}"))]


def run_php(directory: Path, dbname: str | None, script: Path, *arguments: str, standard_input: str | None = None) -> str:
    """Run a script of MediaWiki's or ours for one wiki and return its output; FarmError if it fails."""
    finished = subprocess.run(
        [*php(directory, server=False), str(script), *arguments],
        env=environment(directory, dbname),
        input=standard_input,
        stdin=subprocess.DEVNULL if standard_input is None else None,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        raise FarmError(f"{script.name} {' '.join(arguments)} ended with {finished.returncode}:\n{finished.stdout}{finished.stderr}")
    return finished.stdout


def install_wiki(directory: Path, dbname: str, database_arguments: list[str]) -> None:
    """Run MediaWiki's installer for one wiki and create the accounts. `directory` has its farm.json already."""
    wiki = WIKIS[dbname]
    scratch = directory / "installer"
    scratch.mkdir()
    # The installer's messages are localised and it may exit 0 on failure: the file it writes on success tells.
    output = run_php(
        directory,
        None,
        MEDIAWIKI / "maintenance" / "install.php",
        f"--confpath={scratch}",
        f"--dbname={dbname}",
        "--scriptpath=/w",
        "--server=http://127.0.0.1",
        f"--lang={wiki.language}",
        f"--pass={ADMIN.password}",
        f"--extensions={','.join(EXTENSIONS)}",
        "--skins=Vector,MinervaNeue",
        *database_arguments,
        wiki.sitename,
        ADMIN.name,
    )
    if not (scratch / "LocalSettings.php").exists():
        raise FarmError(f"MediaWiki's installer failed:\n{output}")
    shutil.rmtree(scratch)
    accounts = json.dumps([account.as_json() for account in ACCOUNTS.values()])
    run_php(directory, dbname, HERE / "console.php", "accounts", standard_input=accounts)
