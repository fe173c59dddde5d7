"""Report *Learning modules*: which skill can be learned in which language, what is out of date, and what fits each partnership."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from bot.core.knowledge import Knowledge
from bot.core.records import LearningModule, Partnership
from bot.core.reports.rules import GOING, codes_in_force, going, in_order, languages_of, listed, stale
from bot.core.reports.table import Column, Report, Row, Rows, Table, counts

#: So many modules are proposed to a partnership.
FITTING = 3
#: Languages that are counted although no module has them.
ALWAYS = ("en", "fr", "es", "ar")

REPORT = Report(
    "modules",
    "Learning modules",
    (
        Table(
            "matrix",
            (
                Column("skill", "label", family="skill", weight=3),
                Column("modules", "number", weight=1),
                Column("languages", "counts", family="language", weight=6),
            ),
            drawn=("languages",),
        ),
        Table(
            "stale",
            (
                Column("page", "page", weight=4),
                Column("updated", "date", weight=2),
                Column("languages", "languages", weight=3),
                Column("steward", "text", weight=3),
                Column("edit", "edit", of="page", weight=1),
            ),
        ),
        Table(
            "fitting",
            (
                Column("page", "page", weight=4),
                Column("module", "page", weight=4),
                Column("reasons", "reasons", weight=4),
            ),
        ),
    ),
)


def rows(knowledge: Knowledge) -> Rows:
    """Modules by skill and language; those that nobody updated for long, or ever; for each going partnership the modules that fit best."""
    modules = in_order(knowledge.of(LearningModule))
    days = knowledge.configuration.thresholds.module_stale_days
    spoken = {language for module in modules for language in module.languages}
    languages = (*ALWAYS, *sorted(spoken - set(ALWAYS)))
    shelf = Shelf(modules)
    return {
        "matrix": [_skill(skill, modules, languages) for skill in codes_in_force(knowledge, "skill")],
        "stale": [
            {
                **knowledge.page("page", module),
                "updated": module.updated,
                "languages": listed(module.languages),
                "steward": module.steward,
            }
            for module in modules
            if not module.updated or stale(module.updated, days, knowledge.today)
        ],
        "fitting": [
            {**knowledge.page("page", record), **knowledge.page("module", module), "reasons": listed(reasons(record, module))}
            for record in in_order(going(knowledge.partnerships))
            for module in shelf.fitting(record)
        ],
    }


def best_modules(knowledge: Knowledge, record: Partnership) -> Sequence[LearningModule]:
    """Up to ``FITTING`` modules that fit a partnership's status and languages."""
    return Shelf(in_order(knowledge.of(LearningModule))).fitting(record)


def _skill(skill: str, modules: Sequence[LearningModule], languages: Sequence[str]) -> Row:
    teaching = [module for module in modules if skill in module.skills]
    found = Counter(language for module in teaching for language in set(module.languages))
    return {
        "skill": skill,
        "modules": str(len(teaching)),
        "languages": counts({language: found[language] for language in languages}),
    }


class Shelf:
    """Modules by what a partnership may look for: its status, a language, and a programme ("" for all modules)."""

    def __init__(self, modules: Sequence[LearningModule]) -> None:
        self._modules = modules
        self._places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for place, module in enumerate(modules):
            for status in set(module.stage) or GOING:
                for language in set(module.languages):
                    for program in {*module.programs, ""}:
                        self._places[status, language, program].append(place)

    def fitting(self, record: Partnership) -> list[LearningModule]:
        """Up to ``FITTING`` modules for its status in one of its languages: those of its programmes first, then by name."""
        languages = languages_of(record)
        same = set(self._first(record.status, languages, record.programs, FITTING))
        others = set(self._first(record.status, languages, ("",), FITTING)) - same
        return [self._modules[place] for place in (*sorted(same), *sorted(others))[:FITTING]]

    def _first(self, status: str, languages: Sequence[str], programs: Sequence[str], number: int) -> Iterator[int]:
        for language in languages:
            for program in programs:
                yield from self._places.get((status, language, program), ())[:number]


def reasons(record: Partnership, module: LearningModule) -> Iterator[str]:
    """Why a module fits a partnership, each as a column of reasons has it."""
    yield from (f"program:{program}" for program in record.programs if program in module.programs)
    if record.status in module.stage:
        yield f"status:{record.status}"
    yield from (f"language:{language}" for language in languages_of(record) if language in module.languages)


def fits(record: Partnership, module: LearningModule) -> bool:
    """Whether a module is one of those a partnership may be shown: it is for its status and in one of its languages."""
    return record.status in (module.stage or GOING) and not set(module.languages).isdisjoint(languages_of(record))
