"""What all records share: where they were read, what identifies them, how their parameters are declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from bot.core.values.reading import ValueType
from bot.core.values.regions import regions_of


@dataclass(frozen=True, slots=True)
class Parameter:
    """Declares a template parameter on a field of a record class: ``Annotated[str, Parameter(Text(), asked=True, fr="nom")]``.

    ``type`` reads the value; ``asked`` marks the few that a person is asked for; ``listed`` those that live lists show or choose by.
    ``former``, ``fr``, ``es`` and ``ar`` are names also accepted, separated by bars. ``name`` is the parameter's name on the wiki
    where it cannot be the field's; ``group`` is the heading under which forms and documentation show it.
    """

    type: ValueType
    asked: bool = False
    listed: bool = False
    group: str = ""
    name: str = ""
    former: str = ""
    fr: str = ""
    es: str = ""
    ar: str = ""

    @property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Names also accepted, by language; "" has former names."""
        named = {"": self.former, "fr": self.fr, "es": self.es, "ar": self.ar}
        return {language: tuple(names.split("|")) for language, names in named.items() if names}


class Source(BaseModel):
    """Where a record stands: a page's revision and the span of its call in it (code points)."""

    model_config = ConfigDict(frozen=True)

    site: str
    page_id: int
    title: str
    namespace: int
    revision: int
    timestamp: datetime
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RecordKey:
    """Identifies a record for ever: renaming its page changes nothing."""

    site: str
    page_id: int
    kind: str
    name: str  # normalised name within the page


class Record(BaseModel):
    """A template call that was read. Field values are codes and plain text; "" and () mean not stated."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]  # "partnership", "hub", …
    template: ClassVar[str]  # "Partnership", "Partnership hub", …
    #: The fields that tell one record from another on a page.
    NAMED_BY: ClassVar[tuple[str, ...]] = ("name",)
    #: The field by which people call it; without a value the page's title does.
    SHOWN_AS: ClassVar[str] = "name"
    #: Names of parameters that are no mistake, although what they say is found out otherwise.
    IGNORED: ClassVar[frozenset[str]] = frozenset()
    #: Pairs of date fields of which the second cannot be before the first.
    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = ()

    source: Source
    display_name: str = ""
    key_name: str = ""

    @property
    def key(self) -> RecordKey:
        """What identifies it."""
        return RecordKey(self.source.site, self.source.page_id, self.kind, self.key_name)

    def values(self, field: str) -> tuple[str, ...]:
        """A field's values, whether it holds one or a list; empty for a field that this kind has not."""
        value = getattr(self, field) if field in type(self).model_fields else ()
        return value if isinstance(value, tuple) else (value,) if value else ()

    @property
    def places(self) -> tuple[str, ...]:
        """The countries it is about."""
        return self.values("country") or self.values("countries")

    @property
    def all_regions(self) -> tuple[str, ...]:
        """The regions it states, else those in which its countries lie."""
        return self.values("regions") or regions_of(self.places)

    @property
    def region(self) -> str:
        """Under which region it is filed: its first; empty if it has none."""
        return next(iter(self.values("regions")), "") or next((region for code in self.places for region in regions_of((code,))), "")
