"""What reading a value takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from bot.core.problem import Complaint, ProblemCode, Severity
from bot.core.site import Site
from bot.core.vocabulary import Vocabulary

#: Where several values would be right, they stand side by side in a remedy.
OR = " / "
#: Longer texts are quoted in part.
MAX_FOUND = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a value stands. ``languages`` are MediaWiki codes, the most probable first; ``page`` is the page's full title."""

    site: Site
    languages: tuple[str, ...] = ("en",)
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    page: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What a value type made of a text: at most one value for a single type, any number for a list, and what is wrong.

    Values are canonical: reading one again gives the same.
    """

    values: tuple[str, ...] = ()
    complaints: tuple[Complaint, ...] = ()

    @property
    def value(self) -> str:
        """The value of a single type, empty if there is none."""
        return self.values[0] if self.values else ""


class ValueType(Protocol):
    """Reads the wikitext of a value. Never raises, whatever the text; a complaint says what would be right where that is known."""

    @property
    def is_list(self) -> bool:
        """Whether it gives any number of values."""

    def read(self, text: str, reading: Reading, /) -> Read:
        """The values of a wikitext, and complaints about what is not one."""


def complaint(code: ProblemCode, found: str, remedy: str = "", severity: Severity = Severity.ERROR) -> Read:
    """No value, one complaint."""
    return Read((), (Complaint(code, quoted(found), remedy, severity),))


def quoted(text: str) -> str:
    """A text as a complaint shows it: bounded."""
    return text if len(text) <= MAX_FOUND else text[: MAX_FOUND - 1] + "…"
