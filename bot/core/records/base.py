"""What all records share: where they were read, what identifies them, how their parameters are declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from bot.core.values.reading import ValueType


@dataclass(frozen=True, slots=True)
class Parameter:
    """Declares a template parameter on a field of a record class: ``Annotated[str, Parameter(Text(), asked=True)]``.

    ``type`` reads the value; ``asked`` marks the few that a person is asked for; ``aliases`` gives names also accepted, by language
    ("" for former names). ``name`` is the parameter's name on the wiki where it cannot be the field's.
    """

    type: ValueType
    asked: bool = False
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    name: str = ""


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

    kind: ClassVar[str]  # "partnership", "hub"
    template: ClassVar[str]  # "Partnership", "Partnership hub"
    #: Parameters of the data model that are not read yet: declared, so not misspelt.
    LATER: ClassVar[frozenset[str]] = frozenset()
    #: Parameters that are read for what they say about others, and not kept.
    CHECKED: ClassVar[Mapping[str, Parameter]] = {}
    #: Pairs of dates (fields or checked parameters) of which the second cannot be before the first.
    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = ()

    source: Source
    display_name: str = ""
    key_name: str = ""

    @property
    def key(self) -> RecordKey:
        """What identifies it."""
        return RecordKey(self.source.site, self.source.page_id, self.kind, self.key_name)
