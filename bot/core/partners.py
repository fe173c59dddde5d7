"""Partners: who is the same on several pages and wikis, joined by Wikidata item, else by name and country."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.core.records import Partnership, RecordKey
from bot.core.reports.rules import in_order, order
from bot.core.values.folding import folded

#: An item's number alone, or a folded name and a country ("" where none is stated).
Node = tuple[str, ...]
#: Between country and name in a partner's key.
_SEPARATOR = ":"


@dataclass(frozen=True, slots=True)
class _Mention:
    """A partnership names a partner: by its name, its item, or both."""

    record: Partnership
    name: str
    item: str

    @property
    def names(self) -> list[Node]:
        """Its name with each of the countries."""
        return [(folded(self.name), country) for country in self.record.country or ("",)] if folded(self.name) else []


@dataclass(frozen=True)
class Partner:
    """A partner and its partnerships, in order.

    ``key`` stands in addresses: an item, else the country and the folded name (``SN:museum of salt``).
    """

    key: str
    name: str
    item: str
    records: tuple[Partnership, ...]

    @cached_property
    def wikis(self) -> tuple[str, ...]:
        """The wikis whose pages name it, sorted."""
        return tuple(sorted({record.source.site for record in self.records}))

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The countries of its partnerships, sorted."""
        return tuple(sorted({country for record in self.records for country in record.country}))


class Partners:
    """The partners of some partnerships, by name."""

    def __init__(self, records: Iterable[Partnership]) -> None:
        """Joins what names the same partner."""
        joined = _joined(in_order(records))
        named = [(_called(mentions), node, mentions) for node, mentions in joined.items()]
        named.sort(key=lambda found: (found[0], order(found[2][0].record)))
        self.all: Sequence[Partner] = [_partner(name, node, mentions) for name, node, mentions in named]
        self._by_key = {partner.key: partner for partner in self.all}
        for partner, (_, _, mentions) in zip(self.all, named, strict=True):
            # An address by a name stays when another country, or an item, is added to the page.
            for node in (node for mention in mentions for node in mention.names):
                self._by_key.setdefault(_key(node), partner)

    def get(self, key: str) -> Partner | None:
        """The partner with a key, or a key it may have had."""
        return self._by_key.get(key)

    @cached_property
    def _of_record(self) -> Mapping[RecordKey, tuple[Partner, ...]]:
        found: dict[RecordKey, list[Partner]] = defaultdict(list)
        for partner in self.all:
            for record in partner.records:
                found[record.key].append(partner)
        return {key: tuple(partners) for key, partners in found.items()}

    def of(self, record: Partnership) -> Sequence[Partner]:
        """The partners of a partnership, by name."""
        return self._of_record.get(record.key, ())


def _partner(name: str, node: Node, mentions: Sequence[_Mention]) -> Partner:
    records = in_order({mention.record.key: mention.record for mention in mentions}.values())
    return Partner(_key(node), name, next((mention.item for mention in mentions if mention.item), ""), tuple(records))


def _key(node: Node) -> str:
    return node[0] if len(node) == 1 else f"{node[1]}{_SEPARATOR}{node[0]}"


def _joined(records: Sequence[Partnership]) -> Mapping[Node, list[_Mention]]:
    """The mentions of each partner: joined by item; those without one by name and country, to the item that is so called if it is one."""
    mentions = [mention for record in records for mention in _mentions(record)]
    items: dict[Node, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.item:
            for node in mention.names:
                items[node].add(mention.item)
    joins = _Joins()
    placed: list[tuple[Node, _Mention]] = []
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
    found: dict[Node, list[_Mention]] = defaultdict(list)
    for node, mention in placed:
        found[joins.top(node)].append(mention)
    return found


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
        self._above: dict[Node, Node] = {}

    def top(self, node: Node) -> Node:
        """The one that stands for all that are the same as this."""
        while (above := self._above.get(node, node)) != node:
            self._above[node] = self._above.get(above, above)
            node = above
        return node

    def join(self, one: Node, other: Node) -> None:
        """Both are the same."""
        first, second = sorted((self.top(one), self.top(other)))
        self._above[second] = first


def _called(mentions: Sequence[_Mention]) -> str:
    """The name that most pages use; of several the first of the alphabet; the item where it has no name."""
    names = Counter(mention.name for mention in mentions if mention.name)
    return min(names, key=lambda name: (-names[name], name)) if names else mentions[0].item
