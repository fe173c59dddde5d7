"""The figures of reports that count what is not a partnership, or what partnerships lack."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean, median

from tests.generated.counting import Expected, Figures, Known, share, yes
from tests.generated.plan import Contribution, Module, Partnership, last_day
from tests.generated.words import LICENCES, NAMESPACES, TOOL_LICENCES, codes, configuration


def inquiries(known: Known) -> Figures:
    public = [inquiry for inquiry in known.plan.inquiries if inquiry.agreed == "yes"]
    rows = []
    for inquiry in public:
        if inquiry.status not in {"answered", "closed"}:
            filed = last_day(inquiry.filed)
            assert filed
            days = (known.today - filed).days
            state = "new"
            if days > known.limits["inquiry_escalate_days"]:
                state = "escalated"
            elif days > known.limits["inquiry_overdue_days"]:
                state = "overdue"
            hub = known.hub_of(inquiry)
            if hub and state == "escalated":
                hub = known.hubs.get(hub.backup, hub)
            due = filed + timedelta(days=known.limits["inquiry_overdue_days"])
            rows.append((inquiry.title, inquiry.organisation, inquiry.filed, hub.title if hub else "", due.isoformat(), state))
    states = Counter(row[-1] for row in rows)
    answered = [inquiry for inquiry in public if inquiry.status == "answered"]
    days_to_answer = []
    for inquiry in answered:
        filed, day = last_day(inquiry.filed), last_day(inquiry.answered)
        assert filed
        assert day
        days_to_answer.append((day - filed).days)
    summary = (
        str(len(rows)),
        str(states["overdue"]),
        str(states["escalated"]),
        str(len(answered)),
        f"{median(days_to_answer):g}" if days_to_answer else "",
        str(len(known.plan.inquiries) - len(public)),
    )
    return {
        ("inquiries", "summary"): Expected(("open", "overdue", "escalated", "answered", "median_days", "withheld"), (summary,)),
        ("inquiries", "open"): Expected(("page", "organisation", "filed", "hub", "due", "state"), tuple(rows)),
    }


def tools(known: Known) -> Figures:
    used = Counter(title for record in known.all for title in record.tools)
    tools = known.plan.tools
    kept = [tool for tool in tools if tool.status != "retired"]
    limit = known.limits["release_stale_days"]
    free = {licence for licence, (_, is_free) in TOOL_LICENCES.items() if is_free}
    return {
        ("tools", "unmaintained"): Expected(
            ("page", "status", "last_release", "used_by"),
            tuple(
                (tool.title, tool.status, tool.last_release, str(used[tool.title]))
                for tool in kept
                if tool.status == "unmaintained" or known.is_older(tool.last_release, limit)
            ),
        ),
        ("tools", "single"): Expected(
            ("page", "maintainers"), tuple((tool.title, ";".join(tool.maintainers)) for tool in kept if len(tool.maintainers) < 2)
        ),
        ("tools", "unfunded"): Expected(
            ("page", "steward"), tuple((tool.title, tool.steward) for tool in kept if tool.status == "active" and not tool.funding)
        ),
        ("tools", "not_free"): Expected(
            ("page", "has_source", "licence", "free"),
            tuple(
                (tool.title, yes(tool.source), tool.licence, yes(tool.licence in free))
                for tool in kept
                if not tool.source or tool.licence not in free
            ),
        ),
        ("tools", "all"): Expected(
            ("page", "page_name", "status", "maintainers_count", "licence", "used_by"),
            tuple((tool.title, tool.name, tool.status, str(len(tool.maintainers)), tool.licence, str(used[tool.title])) for tool in tools),
        ),
    }


def data(known: Known) -> Figures:
    found = [(record, given) for record in known.all for given in record.contributions if given.is_data]
    records, linked = sum(given.records for _, given in found), sum(given.linked for _, given in found)
    users = {id(record) for record, given in found if given.wikibase}
    free = {licence for licence, (_, is_free) in LICENCES.items() if is_free}
    limit = known.limits["sync_stale_days"]

    def linked_share(given: Contribution) -> str:
        return share(given.linked, given.records, 0) if given.records else ""

    def rows(
        chosen: Callable[[Partnership, Contribution], bool], *more: Callable[[Partnership, Contribution], str]
    ) -> tuple[tuple[str, ...], ...]:
        return tuple((record.title, given.what, *(one(record, given) for one in more)) for record, given in found if chosen(record, given))

    return {
        ("data", "totals"): Expected(
            ("contributions", "records", "linked", "linked_share", "wikibase"),
            ((str(len(found)), str(records), str(linked), share(linked, records, 0) if records else "", str(len(users))),),
        ),
        ("data", "all"): Expected(
            ("page", "what", "records", "linked_share", "licence", "free"),
            rows(
                lambda record, given: True,
                lambda record, given: str(given.records or ""),
                lambda record, given: linked_share(given),
                lambda record, given: given.licence,
                lambda record, given: yes(given.licence in free) if given.licence else "",
            ),
        ),
        ("data", "stale"): Expected(
            ("page", "what", "last_sync", "hub"),
            rows(
                lambda record, given: record.is_going and known.is_older(given.last_sync, limit),
                lambda record, given: given.last_sync,
                lambda record, given: hub.title if (hub := known.hub_of(record)) else "",
            ),
        ),
        ("data", "licences"): Expected(
            ("page", "what", "licence"), rows(lambda record, given: given.licence not in free, lambda record, given: given.licence)
        ),
        ("data", "help"): Expected(
            ("page", "what", "help_wanted", "routed"),
            rows(
                lambda record, given: bool(given.help_wanted),
                lambda record, given: given.help_wanted,
                lambda record, given: routed(known, record),
            ),
        ),
    }


def routed(known: Known, record: Partnership) -> str:
    """Whether the partnership names its hub, or some hub fits by theme, country or region, or none does."""
    if known.hub_of(record):
        return "named"
    here, themes = set(known.regions(record.countries)), set(record.themes)
    return next(
        ("fitting" for hub in known.plan.hubs if not known.is_over(hub) and (themes & set(hub.themes) or here & known.regions_of(hub))),
        "nobody",
    )


def modules(known: Known) -> Figures:
    modules = known.plan.modules
    spoken = {language for module in modules for language in module.languages}
    languages = ("en", "fr", "es", "ar", *sorted(spoken - {"en", "fr", "es", "ar"}))
    matrix = []
    for skill in codes("skill"):
        teaching = [module for module in modules if skill in module.skills]
        found = Counter(language for module in teaching for language in module.languages)
        matrix.append((skill, str(len(teaching)), ";".join(f"{language}:{found[language]}" for language in languages)))
    limit = known.limits["module_stale_days"]
    return {
        ("modules", "matrix"): Expected(("skill", "modules", "languages"), tuple(matrix), ordered=True),
        ("modules", "stale"): Expected(
            ("page", "updated"),
            tuple((module.title, module.updated) for module in modules if not module.updated or known.is_older(module.updated, limit)),
        ),
        ("modules", "fitting"): Expected(
            ("page", "page_name", "module"),
            tuple((record.title, record.shown, module.title) for record in known.going for module in fitting(known, record)),
        ),
    }


def fitting(known: Known, record: Partnership) -> list[Module]:
    """Up to three modules for its status and one of its languages: those of its programmes first, then by name."""
    languages = set(record.languages) or {"fr" if record.wiki == "frwiki" else "en"}
    fit = [
        module for module in known.plan.modules if languages & set(module.languages) and (not module.stage or record.status in module.stage)
    ]
    return sorted(fit, key=lambda module: (not set(module.programs) & set(record.programs), module.name))[:3]


def documentation(known: Known) -> Figures:
    checks: Sequence[Mapping[str, object]] = configuration()["checks"]
    passed: Counter[str] = Counter()
    applying: Counter[str] = Counter()
    gaps = []
    missing: dict[str, list[int]] = defaultdict(list)
    partnerships: Counter[str] = Counter()
    claimed = claims(known)
    for record in known.all:
        hub = found.title if (found := known.hub_of(record)) else ""
        partnerships[hub] += 1
        for check in checks:
            code, statuses = str(check["code"]), check.get("statuses")
            if isinstance(statuses, list) and record.status not in statuses:
                continue
            applying[code] += 1
            if passes(known, record, check):
                passed[code] += 1
            else:
                missing[hub].append(int(str(check["minutes"])))
                user, until = claimed.get((record.wiki, record.title, code), ("", ""))
                gaps.append((record.title, record.shown, code, str(check["minutes"]), str(check["points"]), hub, user, until))
    return {
        ("documentation", "checks"): Expected(
            ("check", "passed"),
            tuple((str(check["code"]), share(passed[str(check["code"])], applying[str(check["code"])])) for check in checks),
        ),
        ("documentation", "hubs"): Expected(
            ("hub", "partnerships", "missing", "minutes"),
            tuple((hub, str(n), str(len(missing[hub])), str(sum(missing[hub]))) for hub, n in partnerships.items()),
        ),
        ("documentation", "gaps"): Expected(("page", "page_name", "check", "minutes", "points", "hub", "claimed", "until"), tuple(gaps)),
        ("documentation", "history"): Expected(("week", "partnerships", "average"), history(known), ordered=True),
    }


def history(known: Known) -> tuple[tuple[str, ...], ...]:
    """Half a year of weeks, the newest first; in weeks without a run all is as the last one before left it."""
    rows = []
    for number in range(26):
        week = week_of(known.today - timedelta(weeks=number))
        runs = [run for run in known.scores if run <= week]
        scores = known.scores[max(runs)].values() if runs else ()
        if len(scores) >= known.limits["few"]:
            rows.append((week, str(len(scores)), f"{fmean(scores):.1f}"))
    return tuple(rows)


def week_of(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def score(known: Known, record: Partnership) -> int:
    """Of the points of the checks that apply to it the share that it has, in per cent."""
    applying = [check for check in configuration()["checks"] if record.status in check.get("statuses", [record.status])]
    points = {check["code"]: int(check["points"]) for check in applying}
    earned = sum(points[check["code"]] for check in applying if passes(known, record, check))
    return round(100 * earned / sum(points.values()))


def passes(known: Known, record: Partnership, check: Mapping[str, object]) -> bool:
    filled: Mapping[object, object] = {
        "contact": record.contacts,
        "summary": record.summary,
        "item": record.items,
        "languages": record.languages,
        "community-languages": record.communities,
        "agreement": record.agreement,
        "report": record.report,
        "case-study": record.case_study,
        "consent": record.consent,
    }
    code = str(check["code"])
    if code in filled:
        return bool(filled[code])
    if code == "reviewed":
        return bool(record.reviewed) and not known.is_older(record.reviewed, int(str(check["within_days"])))
    assert code in {"objectives", "roles", "results", "lessons"}, check
    return record.sections.get(code, 0) >= int(str(check["words"]))


def claims(known: Known) -> Mapping[tuple[str, str, str], tuple[str, str]]:
    found = {}
    for task in known.plan.tasks:
        since = last_day(task.since)
        if task.claimed_by and since and not task.done:
            until = since + timedelta(days=known.limits["claim_days"])
            if known.today <= until:
                found[task.wiki, task.page, task.check] = (task.claimed_by, until.isoformat())
    return found


def candidates(known: Known) -> Figures:
    """Pages whose record was read, and their translations, are none; a category says more than a template."""
    recorded = {(record.wiki, record.title) for record in known.plan.records}
    rows = []
    for page in known.plan.candidates:
        if (page.wiki, page.title) not in recorded:
            kind = "Category" if page.category else "Template"
            sign = f"{NAMESPACES.get(page.wiki, {}).get(kind, kind)}:{page.category or page.template}"
            rows.append((page.title, page.wiki, sign))
    return {("candidates", "pages"): Expected(("page", "wiki", "sign"), tuple(rows))}
