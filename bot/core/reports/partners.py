"""Report *Partners across wikis*: partners that several wikis work with, perhaps without knowing of each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.knowledge import Knowledge
from bot.core.records import Partnership
from bot.core.reports.rules import in_order, listed, order
from bot.core.reports.table import Column, Report, Row, Rows, Table
from bot.core.values.folding import folded

#: So many pages are listed for a partner.
PAGES = 5

REPORT = Report(
    "partners",
    "Partners across wikis",
    (
        Table(
            "partners",
            (
                Column("partner", "text", weight=4),
                Column("item", "page", weight=1),
                Column("country", "countries", weight=2),
                Column("wikis", "wikis", weight=4),
                Column("partnerships", "number", weight=1),
            ),
        ),
        Table(
            "pages",
            (
                Column("partner", "text", weight=4),
                Column("page", "page", weight=4),
                Column("wiki", "wiki", weight=2),
                Column("status", "label", family="status", weight=2),
            ),
        ),
    ),
)

#: An item's number alone, or a folded name and a country ("" where none is stated).
_Node = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Mention:
    """A partnership names a partner: by its name, its item, or both."""

    record: Partnership
    name: str
    item: str

    @property
    def names(self) -> list[_Node]:
        """Its name with each of the countries."""
        return [(folded(self.name), country) for country in self.record.country or ("",)] if folded(self.name) else []


def rows(knowledge: Knowledge) -> Rows:
    """Partners of two wikis or more, by name: once with the figures, once with their pages."""
    partners: list[Row] = []
    pages: list[Row] = []
    named = [(_called(mentions), mentions) for mentions in _joined(knowledge)]
    for name, mentions in sorted(named, key=lambda pair: (pair[0], order(pair[1][0].record))):
        records = in_order({mention.record.key: mention.record for mention in mentions}.values())
        wikis = sorted({record.source.site for record in records})
        if len(wikis) < 2:
            continue
        item = next((mention.item for mention in mentions if mention.item), "")
        partners.append(
            {
                "partner": name,
                "item": item,
                "item_url": f"https://www.wikidata.org/wiki/{item}" if item else "",
                "country": listed(sorted({country for record in records for country in record.country})),
                "wikis": listed(wikis),
                "partnerships": str(len(records)),
            }
        )
        pages += [
            {"partner": name, **knowledge.page("page", record), "wiki": record.source.site, "status": record.status}
            for record in _some(records)
        ]
    return {"partners": partners, "pages": pages}


def _joined(knowledge: Knowledge) -> list[list[_Mention]]:
    """The mentions of each partner: joined by item; those without one by name and country, to the item that is so called if it is one."""
    mentions = [mention for record in in_order(knowledge.partnerships) for mention in _mentions(record)]
    items: dict[_Node, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.item:
            for node in mention.names:
                items[node].add(mention.item)
    joins = _Joins()
    found: dict[_Node, list[_Mention]] = defaultdict(list)
    placed: list[tuple[_Node, _Mention]] = []
    for mention in mentions:
        if mention.item:
            placed.append(((mention.item,), mention))
            continue
        known = {item for node in mention.names for item in items[node]}
        if len(known) == 1:
            placed.append(((known.pop(),), mention))
        elif mention.names:
            for node in mention.names:
                joins.join(mention.names[0], node)
            placed.append((mention.names[0], mention))
    for node, mention in placed:
        found[joins.top(node)].append(mention)
    return list(found.values())


def _mentions(record: Partnership) -> Iterator[_Mention]:
    """Names and items belong together where there are as many of both; otherwise an item has no name that is sure."""
    if len(record.partner) == len(record.partner_qid):
        yield from (_Mention(record, name, item) for name, item in zip(record.partner, record.partner_qid, strict=True))
    elif not record.partner_qid:
        yield from (_Mention(record, name, "") for name in record.partner)
    else:
        yield from (_Mention(record, "", item) for item in record.partner_qid)


class _Joins:
    """Nodes that were found to be the same."""

    def __init__(self) -> None:
        self._above: dict[_Node, _Node] = {}

    def top(self, node: _Node) -> _Node:
        """The one that stands for all that are the same as this."""
        while (above := self._above.get(node, node)) != node:
            self._above[node] = self._above.get(above, above)
            node = above
        return node

    def join(self, one: _Node, other: _Node) -> None:
        """Both are the same."""
        first, second = sorted((self.top(one), self.top(other)))
        self._above[second] = first


def _called(mentions: Sequence[_Mention]) -> str:
    """The name that most pages use; of several the first of the alphabet; the item where it has no name."""
    names = Counter(mention.name for mention in mentions if mention.name)
    return min(names, key=lambda name: (-names[name], name)) if names else mentions[0].item


def _some(records: Sequence[Partnership]) -> Sequence[Partnership]:
    """A few partnerships, so chosen that as many wikis as possible are among them."""
    seen: Counter[str] = Counter()
    ranked = []
    for record in records:
        seen[record.source.site] += 1
        ranked.append((seen[record.source.site], order(record), record))
    return [record for _, _, record in sorted(ranked, key=lambda entry: entry[:2])[:PAGES]]
