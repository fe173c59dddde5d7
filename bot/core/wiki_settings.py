"""What the wiki settles about the bot: who approves, what is delivered, which hubs are verified, where and how much it writes.

Obeyed only while the page is fully protected.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from bot.core.configuration import CodeName, Configured, Dbname, Edtf, Labels, Title
from bot.core.configuration_text import refuse
from bot.core.json_places import Wrong
from bot.core.values.folding import folded
from bot.core.values.titles import capitalised, normalised

SETTINGS_TITLE = "Module:Partnerships/Settings.json"

Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Days = Annotated[int, Field(strict=True, ge=1, le=3_650)]
UserName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=235, pattern=r"^[^\[\]{}|#<>/:@\n]+$")]
GroupName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+$", max_length=255)]


class Approvers(Configured):
    """Who may approve a nomination: members of a group and people by name, all with enough edits and days since they registered."""

    groups: tuple[GroupName, ...] = ("sysop",)
    names: tuple[UserName, ...] = ()
    min_edits: Count = 500
    min_days: Count = 180


class Nominators(Configured):
    """Who may nominate, and how often in a month."""

    min_edits: Count = 50
    min_days: Count = 30
    per_month: Annotated[int, Field(strict=True, ge=1, le=1000)] = 10


class Caps(Configured):
    """How many messages are delivered at most."""

    per_run: Annotated[int, Field(strict=True, ge=0, le=500)] = 10
    per_day: Annotated[int, Field(strict=True, ge=0, le=5000)] = 30

    @model_validator(mode="after")
    def _order(self) -> Self:
        refuse([Wrong(("per_run",), str(self.per_run), f"at most per_day ({self.per_day})")] if self.per_run > self.per_day else [])
        return self


class Barnstar(Configured):
    """A barnstar that can be given: its name by language, and its image (title without namespace)."""

    labels: Annotated[Labels, Field(min_length=1)]
    image: Annotated[str, StringConstraints(strip_whitespace=True, max_length=240, pattern=r"^[^\[\]{}|#<>\n]*$")] = ""


class VerifiedHub(Configured):
    """A hub whose contact somebody has checked: a page or an address of a role, and on which day."""

    contact: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\n\r<>{}|]+$")]
    checked: Edtf = ""


class WikiSettings(Configured):
    """Everything; without arguments the defaults."""

    version: Literal[1] = 1
    approvers: Approvers = Approvers()
    nominators: Nominators = Nominators()
    caps: Caps = Caps()
    #: Nobody gets two of a kind within so many days.
    cool_down_days: Days = 180
    #: So long anybody may object to an approved nomination before it is delivered.
    objection_days: Days = 7
    #: After so many days an open nomination expires.
    open_days: Days = 90
    #: So many nominations the bot drafts in a run, at milestones of partnerships, for people to approve or not.
    drafts_per_run: Annotated[int, Field(strict=True, ge=0, le=50)] = 5
    barnstars: Mapping[CodeName, Barnstar] = {}
    #: By the title of the hub's page.
    hubs: Mapping[Title, VerifiedHub] = {}
    #: Wikis that are written to besides the home wiki.
    writes_to: tuple[Dbname, ...] = ()
    #: A page may lose this share of its rows in one edit; None leaves it to the installation.
    shrink_share: Annotated[float | None, Field(strict=True, ge=0, le=1)] = None
    #: Pages that may become much smaller all the same.
    shrink_allowed: tuple[Title, ...] = ()
    #: Whether parameters are tidied on all pages with records, not on those alone whose editors asked for it with a category.
    tidy_everywhere: bool = Field(default=False, strict=True)
    #: Under this title stand the pages of people and the reports; empty leaves it to the installation.
    page_root: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\[\]{}|#<>\r\n/]*$"),
        AfterValidator(lambda title: capitalised(normalised(title))),
    ] = ""

    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """The labels of the barnstars that are offered, by language and ``label-barnstar-<code>``."""
        found: dict[str, dict[str, str]] = {}
        for code, barnstar in self.barnstars.items():
            for language, text in barnstar.labels.items():
                found.setdefault(language, {})[f"label-barnstar-{code}"] = text
        return found

    def barnstar_named(self, name: str) -> str:
        """The code of the barnstar that is offered under a code or a label in any language; empty if none is."""
        wanted = folded(name)
        for code, barnstar in self.barnstars.items():
            if wanted and wanted in {folded(code), *map(folded, barnstar.labels.values())}:
                return code
        return ""

    @model_validator(mode="after")
    def _order(self) -> Self:
        late = self.objection_days > self.open_days
        refuse([Wrong(("objection_days",), str(self.objection_days), f"at most open_days ({self.open_days})")] if late else [])
        return self
