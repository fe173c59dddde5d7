"""What every report, the live lists and the report of problems must show of a plan, counted from its codes alone, in the plainest way."""

from __future__ import annotations

from collections.abc import Callable

from tests.generated import of_likeness, of_others, of_partnerships, of_recognition
from tests.generated.counting import ExpectedList, Figures, Known
from tests.generated.plan import Partnership

REPORTS: tuple[Callable[[Known], Figures], ...] = (
    of_partnerships.framework,
    of_partnerships.equity,
    of_partnerships.hub_report,
    of_partnerships.priorities,
    of_partnerships.technology,
    of_partnerships.gaps,
    of_partnerships.partners,
    of_others.inquiries,
    of_others.tools,
    of_others.data,
    of_others.modules,
    of_others.documentation,
    of_others.candidates,
    of_likeness.lessons,
    of_likeness.needs,
    of_recognition.recognition,
)


def figures(known: Known) -> Figures:
    """Of all reports."""
    return {table: expected for report in REPORTS for table, expected in report(known).items()}


def lists(known: Known) -> tuple[ExpectedList, ...]:
    def count(*conditions: Callable[[Partnership], bool]) -> int:
        return sum(1 for record in known.all if all(condition(record) for condition in conditions))

    content = {"media", "metadata", "data", "text"}
    return (
        # How many higher-education programmes focus on Wikidata?
        ExpectedList(
            "partner_type=university|project=wikidatawiki",
            count(lambda record: record.partner_type == "university", lambda record: "wikidatawiki" in record.projects),
        ),
        # How many GLAM partnerships donated content related to the gender gap?
        ExpectedList(
            "program=glam|gap=gender|contribution=media,metadata,data,text",
            count(
                lambda record: "glam" in record.programs,
                lambda record: "gender" in record.gaps,
                lambda record: any(given.type in content for given in record.contributions),
            ),
        ),
        ExpectedList("country=SN", count(lambda record: "SN" in record.countries)),
        ExpectedList(
            "region=latin-america-caribbean|status=active",
            count(lambda record: record.status == "active", lambda record: bool({"MX", "CO"} & set(record.countries))),
        ),
        ExpectedList(
            "language=ar|open_to=everyone", count(lambda record: "ar" in record.languages, lambda record: record.open_to == "everyone")
        ),
        ExpectedList("status=idea,discussion,active,paused", len(known.going)),
        ExpectedList("country=CA", 0),
        ExpectedList("kind=hub", len(known.plan.hubs)),
        ExpectedList("kind=tool", len(known.plan.tools)),
        ExpectedList("kind=contribution", sum(len(record.contributions) for record in known.all)),
    )


def problems(known: Known) -> tuple[tuple[str, str, str, str], ...]:
    """Wiki, page, parameter and code of every problem that loses or spoils something."""
    found = []
    for record in known.plan.records:
        place = (record.wiki, record.title)
        found += [(*place, broken.parameter, broken.problem) for broken in record.broken]
        found += [(*place, parameter, "missing") for parameter in record.lost]
        found += [(*place, parameter, "unknown-parameter") for parameter in record.extra]
        if isinstance(record, Partnership) and record.hub and record.hub not in known.hubs:
            found.append((*place, "hub", "hub-unknown"))
    return tuple(sorted(found))
