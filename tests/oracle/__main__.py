"""Records MediaWiki's reading of the texts: ``python -m tests.oracle http://…/w/api.php > tests/fixtures/parse_trees.jsonl``."""

import json
import sys

from tests.oracle.recording import RECORDED_COUNT, RECORDED_SEED, ask_mediawiki, extension_tags
from tests.oracle.texts import texts

print(json.dumps({"extension_tags": sorted(extension_tags(sys.argv[1]))}))
for text, calls in ask_mediawiki(sys.argv[1], texts(RECORDED_SEED, RECORDED_COUNT)):
    print(json.dumps({"text": text, "calls": calls}, ensure_ascii=False))
