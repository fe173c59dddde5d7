"""What is wrong with a page, where, and what would be right."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error loses the value, a warning keeps it, a hint would make the record better."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class ProblemCode(StrEnum):
    """Each has a message ``problem-<value>`` with $1 parameter, $2 what was found, $3 what would be right."""

    MISSING = "missing"  # an asked parameter is absent or empty
    UNKNOWN_PARAMETER = "unknown-parameter"
    DUPLICATE_PARAMETER = "duplicate-parameter"
    POSITIONAL = "positional"  # a value without a name
    TOO_LONG = "too-long"
    EMPTY = "empty"  # nothing readable is left of the value
    DATE = "date"
    DATE_AMBIGUOUS = "date-ambiguous"
    DATE_ORDER = "date-order"  # ends before it starts
    CHOICE = "choice"  # not one of the values
    COUNTRY = "country"
    COUNTRY_AMBIGUOUS = "country-ambiguous"
    REGION = "region"
    LANGUAGE = "language"
    LANGUAGE_AMBIGUOUS = "language-ambiguous"
    ITEM = "item"
    USER = "user"
    PAGE = "page"
    URL = "url"
    NUMBER = "number"
    WIKI = "wiki"
    LICENCE = "licence"
    PROPERTY = "property"
    CONTACT = "contact"  # one person's, where a group's is asked for
    SECTION = "section"  # no section has this code
    CODE = "code"
    HUB_UNKNOWN = "hub-unknown"  # no hub record on that page
    SAME_NAME = "same-name"  # two records of a page share a name
    UNREADABLE = "unreadable"  # the page could not be read
    MISSPELT_TEMPLATE = "misspelt-template"
    # What the job *tidy* does not put in order, although it can be read:
    KEPT_COMMENT = "kept-comment"
    KEPT_REFERENCE = "kept-reference"
    KEPT_TRANSLATION = "kept-translation"  # markup of the Translate extension
    KEPT_TEMPLATE = "kept-template"  # it may show more than the value
    KEPT_LINK = "kept-link"  # it leads somewhere, or its label says more
    KEPT_MARKUP = "kept-markup"
    KEPT_MEANING = "kept-meaning"  # the words say more than the code
    KEPT_GUESS = "kept-guess"  # reading it took a guess
    KEPT_NAME = "kept-name"  # the parameter's name is written in a way that is not understood
    KEPT_UNSURE = "kept-unsure"  # the page would not read the same


@dataclass(frozen=True, slots=True)
class Complaint:
    """A problem before it has a place: what a value type says of a text. ``remedy`` is what would be right, or empty."""

    code: ProblemCode
    found: str
    remedy: str = ""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Problem:
    """A complaint with its place. ``line`` and ``column`` count from 1, columns in code points; 0 where there is no place."""

    code: ProblemCode
    severity: Severity
    site: str
    page_id: int
    page: str
    revision: int
    template: str
    parameter: str
    line: int
    column: int
    found: str
    remedy: str
