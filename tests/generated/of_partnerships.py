"""The figures of reports that count partnerships."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from tests.generated.counting import Expected, Figures, Known, share, yes
from tests.generated.plan import Partnership
from tests.generated.words import AFFILIATES, REGIONS, codes, configuration

AI_USES = ("none", "reviewed", "unreviewed", "undisclosed")


def framework(known: Known) -> Figures:
    asked: Sequence[str] = configuration()["frameworks"]["1"]["asks"]
    endorsing = [record for record in known.all if record.framework == "1"]
    has = {id(record): [part for part in asked if states(known, record, part)] for record in endorsing}
    stated = Counter(part for parts in has.values() for part in parts)
    whole = sum(1 for parts in has.values() if len(parts) == len(asked))
    versions = (
        "1",
        str(len(endorsing)),
        share(len(endorsing), len(known.all)),
        share(whole, len(endorsing)),
        ";".join(f"{part}:{stated[part]}" for part in asked),
    )
    rows = [
        (record.title, record.shown, "1", ";".join(has[id(record)]), ";".join(part for part in asked if part not in has[id(record)]))
        for record in endorsing
    ]
    return {
        ("framework", "versions"): Expected(("version", "partnerships", "endorsed", "complete", "parts"), (versions,)),
        ("framework", "partnerships"): Expected(("page", "page_name", "version", "has", "lacks"), tuple(rows)),
    }


def states(known: Known, record: Partnership, part: str) -> bool:
    return bool(record.confirmed) if part == "partner_confirmed" else part in record.sections


def equity(known: Known) -> Figures:
    regions = []
    for region in REGIONS:
        here = [record for record in known.all if region in known.regions(record.countries)]
        with_languages = sum(1 for record in here if record.languages)
        open_to_all = sum(1 for record in here if record.open_to == "everyone")
        regions.append(
            (
                region,
                str(len(here)),
                share(len(here), len(known.all)),
                share(with_languages, len(here)),
                share(open_to_all, len(here)),
            )
        )
    countries = Counter(country for record in known.all for country in record.countries)
    by_region = Counter(region for record in known.all for region in known.regions(record.countries))
    languages = Counter(language for record in known.all for language in record.languages)
    stating = sum(1 for record in known.all if record.languages)
    openness = Counter(record.open_to for record in known.all)
    origins = []
    for record in (*known.going, *known.completed):
        missing = [country for country in record.origins if country not in involved(known, record)]
        if missing:
            origins.append((record.title, record.shown, ";".join(missing), ";".join(record.countries)))
    counted = ("partnerships", "share")
    return {
        ("equity", "region"): Expected(("region", *counted, "stating_languages", "open_to_all"), tuple(regions), ordered=True),
        ("equity", "country"): Expected(
            ("country", *counted), tuple((code, str(n), share(n, len(known.all))) for code, n in countries.items())
        ),
        ("equity", "language"): Expected(("language", *counted), tuple((code, str(n), share(n, stating)) for code, n in languages.items())),
        ("equity", "openness"): Expected(
            ("open_to", *counted),
            tuple(
                (code or "not-stated", str(openness[code]), share(openness[code], len(known.all)))
                for code in ("everyone", "affiliates", "invited", "")
            ),
            ordered=True,
        ),
        ("equity", "concentration"): Expected(
            ("by", "index", "places", "pairs"),
            (concentration(known, "country", countries), concentration(known, "region", by_region)),
            ordered=True,
        ),
        ("equity", "origins"): Expected(("page", "page_name", "origin", "involved"), tuple(origins)),
    }


def involved(known: Known, record: Partnership) -> set[str]:
    groups = {
        country for name, country in AFFILIATES.items() if name.lower() in {text.lower() for text in (record.lead, *record.supported_by)}
    }
    return {*record.countries, *groups, record.communities_of if record.communities else ""}


def concentration(known: Known, by: str, found: Counter[str]) -> tuple[str, ...]:
    pairs = found.total()
    return by, f"{sum((n / pairs) ** 2 for n in found.values()):.3f}", str(len(found)), str(pairs)


def hub_report(known: Known) -> Figures:
    carried = Counter(record.hub for record in known.going)
    load = []
    for hub in known.plan.hubs:
        has_load = share(carried[hub.title], hub.capacity, 0) if hub.capacity else ""
        over = yes(known.is_over(hub)) if hub.until else ""
        load.append((hub.title, hub.name, hub.type, str(carried[hub.title]), has_load, hub.until, over, yes(hub.mandate)))
    known_themes = {theme for hub in known.plan.hubs for theme in hub.themes}
    known_regions = {region for hub in known.plan.hubs for region in known.regions_of(hub)}
    themes = Counter(theme for record in known.all for theme in record.themes)
    regions = Counter(region for record in known.all for region in known.regions(record.countries))
    supported = {affiliate for hub in known.plan.hubs for affiliate in hub.supports}
    leads = Counter(record.lead for record in known.going if record.lead and record.lead not in supported)
    unstewarded = [record for record in known.going if not record.hub and not record.contacts]
    return {
        ("hubs", "load"): Expected(("hub", "hub_name", "type", "going", "load", "until", "expired", "mandate"), tuple(load)),
        ("hubs", "no_backup"): Expected(
            ("hub", "backup"), tuple((hub.title, hub.backup) for hub in known.plan.hubs if hub.backup not in known.hubs)
        ),
        ("hubs", "themes"): Expected(
            ("theme", "partnerships"), tuple((theme, str(themes[theme])) for theme in codes("theme") if theme not in known_themes)
        ),
        ("hubs", "regions"): Expected(
            ("region", "partnerships"),
            tuple((region, str(regions[region])) for region in REGIONS if region not in known_regions),
            ordered=True,
        ),
        ("hubs", "unsupported"): Expected(("affiliate", "going"), tuple((lead, str(n)) for lead, n in leads.items())),
        ("hubs", "unstewarded"): Expected(
            ("page", "page_name", "status"), tuple((record.title, record.shown, record.status) for record in unstewarded)
        ),
        ("hubs", "expired"): Expected(("hub", "until"), tuple((hub.title, hub.until) for hub in known.plan.hubs if known.is_over(hub))),
    }


def priorities(known: Known) -> Figures:
    weights = {code: entry.get("weight", 1) for code, entry in configuration()["codes"]["priority"].items()}
    going = Counter(code for record in known.going for code in record.priority)
    done = Counter(code for record in known.completed for code in record.priority)
    outside = sum(1 for record in known.going if not record.priority)
    rows = [
        (code, f"{weights[code]:g}", str(going[code]), share(going[code], len(known.going)), str(done[code]))
        for code in sorted(weights, key=lambda code: (-weights[code], code))
    ]
    return {
        ("priorities", "summary"): Expected(("going", "outside"), ((str(len(known.going)), str(outside)),)),
        ("priorities", "priorities"): Expected(("priority", "weight", "going", "going_share", "completed"), tuple(rows), ordered=True),
        ("priorities", "none"): Expected(
            ("priority", "completed"), tuple((code, completed) for code, _, number, _, completed in rows if number == "0"), ordered=True
        ),
    }


def technology(known: Known) -> Figures:
    going = Counter(code for record in known.going for code in record.technology)
    done = Counter(code for record in known.completed for code in record.technology)
    lessons = Counter(code for lesson in known.plan.lessons for code in lesson.technology)
    ai = Counter(record.ai_use for record in known.all)
    return {
        ("technology", "technologies"): Expected(
            ("technology", "going", "completed", "lessons"),
            tuple((code, str(going[code]), str(done[code]), str(lessons[code])) for code in codes("technology")),
        ),
        ("technology", "ai"): Expected(
            ("ai_use", "partnerships", "share"),
            tuple((code or "not-stated", str(ai[code]), share(ai[code], len(known.all))) for code in (*AI_USES, "")),
            ordered=True,
        ),
        ("technology", "unreviewed"): Expected(
            ("page", "page_name", "ai_use"),
            tuple((record.title, record.shown, record.ai_use) for record in known.all if record.ai_use in AI_USES[2:]),
        ),
    }


def gaps(known: Known) -> Figures:
    counted = [*known.going, *known.completed]
    pairs = Counter((gap, region) for record in counted for gap in record.gaps for region in known.regions(record.countries))
    gaps = Counter(gap for record in counted for gap in record.gaps)
    names = {region: ", ".join(sorted(hub.name for hub in known.plan.hubs if region in known.regions_of(hub))[:3]) for region in REGIONS}
    return {
        ("gaps", "matrix"): Expected(
            ("gap", "partnerships", "regions"),
            tuple((gap, str(gaps[gap]), ";".join(f"{region}:{pairs[gap, region]}" for region in REGIONS)) for gap in codes("gap")),
        ),
        ("gaps", "opportunities"): Expected(
            ("gap", "region", "hubs"),
            tuple((gap, region, names[region]) for gap in codes("gap") for region in REGIONS if not pairs[gap, region]),
        ),
    }


def partners(known: Known) -> Figures:
    """Partners of one partnership alone have a name of their own; the others are known by their organisation."""
    first_with_item = {record.partner[0] for record in known.all if record.organisation and record.items}
    by_name: dict[tuple[str, bool], list[Partnership]] = defaultdict(list)
    for record in known.all:
        if record.organisation:
            # Without its item it is known only by a name that another page has with the item.
            first = record.organisation.names[0]
            by_name[first, bool(record.items) or first in first_with_item].append(record)
    rows, pages = [], 0
    for records in by_name.values():
        wikis = sorted({record.wiki for record in records})
        if len(wikis) > 1:
            item = next((record.items[0] for record in records if record.items), "")
            countries = sorted({country for record in records for country in record.countries})
            rows.append((item, ";".join(countries), ";".join(wikis), str(len(records))))
            pages += min(5, len(records))
    return {
        ("partners", "partners"): Expected(("item", "country", "wikis", "partnerships"), tuple(rows)),
        ("partners", "pages"): Expected((), ((),) * pages),
    }
