"""Asks a MediaWiki how it reads texts, and keeps what it said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests

from tests.oracle.parse_tree import calls_of_parse_tree

RECORDING = Path(__file__).parent.parent / "fixtures" / "parse_trees.jsonl"
RECORDED_SEED, RECORDED_COUNT = 2026, 2400

Calls = list[dict[str, Any]]


def extension_tags(api: str) -> frozenset[str]:
    """The extension tags that the wiki behind this api.php has."""
    parameters = {"action": "query", "meta": "siteinfo", "siprop": "extensiontags", "format": "json"}
    answer = requests.get(api, parameters, timeout=60).json()
    return frozenset(tag.strip("<>") for tag in answer["query"]["extensiontags"])


def ask_mediawiki(api: str, texts: Iterable[str]) -> Iterator[tuple[str, Calls]]:
    """Each text with the calls MediaWiki finds in it, four requests at a time."""
    session = requests.Session()

    def ask(text: str) -> tuple[str, Calls]:
        data = {"action": "expandtemplates", "prop": "parsetree", "text": text, "format": "json", "formatversion": "2"}
        answer = session.post(api, data, timeout=120).json()
        return text, calls_of_parse_tree(answer["expandtemplates"]["parsetree"], text)

    with ThreadPoolExecutor(4) as threads:
        yield from threads.map(ask, texts)


def recorded() -> tuple[frozenset[str], list[tuple[str, Calls]]]:
    """The extension tags of the wiki that was asked, and each recorded text with its calls."""
    first, *rest = RECORDING.read_text(encoding="utf-8").split("\n")[:-1]
    entries = [json.loads(line) for line in rest]
    return frozenset(json.loads(first)["extension_tags"]), [(entry["text"], entry["calls"]) for entry in entries]
