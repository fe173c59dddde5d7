"""What belongs to records, held as long as the knowledge it was made of."""

from __future__ import annotations

from flask import current_app

from bot.core.related import Related
from webservice.request import knowledge

_EXTENSION = "partnerships-related"


def related() -> Related:
    """What belongs to the records of today. Raises StoreError."""
    known = knowledge()
    kept = current_app.extensions.get(_EXTENSION)
    # Two requests at once may both make one: the later stays, and neither is wrong.
    if not isinstance(kept, Related) or kept.knowledge is not known:
        kept = current_app.extensions[_EXTENSION] = Related(known)
    return kept
