"""What the community decides about reading: under which names the templates are called."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot import __version__
from bot.core.records import RECORDS

#: Names that wikis call our templates by, besides their own; redirects are asked of the wiki.
_LOCAL_NAMES: Mapping[str, tuple[str, ...]] = {"partnership": ("Partenariat", "Alianza"), "hub": ("Pôle de partenariat",)}


@dataclass(frozen=True, slots=True)
class Configuration:
    """``template_names`` gives the kind of record that each template name stands for, without namespace."""

    template_names: Mapping[str, str] = field(
        default_factory=lambda: {name: kind for kind, record in RECORDS.items() for name in (record.template, *_LOCAL_NAMES[kind])}
    )

    def fingerprint(self, *more: object) -> str:
        """A text that differs whenever pages may read differently: then all of them are read again."""
        what = json.dumps([__version__, dict(sorted(self.template_names.items())), more], sort_keys=True, default=str)
        return hashlib.sha256(what.encode()).hexdigest()
