"""The classes are the schema: what they declare fits together."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from bot.core.records import RECORDS, Partnership, Record, Source, parameter_names, parameters
from bot.core.values.folding import folded


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())
def test_no_name_means_two_parameters(record: type[Record]) -> None:
    names = [
        [parameter.name or field, *itertools.chain.from_iterable(parameter.aliases.values())]
        for field, parameter in parameters(record).items()
    ]
    flat = [name for each in names for name in each]
    assert len(flat) == len(set(flat)) == len(parameter_names(record))
    # Nor do two that differ only in accents.
    assert all(len({field for name, field in parameter_names(record).items() if folded(name) == each}) == 1 for each in map(folded, flat))
    assert not set(flat) & record.IGNORED


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())
def test_fields_hold_what_their_types_give(record: type[Record]) -> None:
    for name, parameter in parameters(record).items():
        assert record.model_fields[name].default == (() if parameter.type.is_list else "")


def test_five_things_are_asked_of_a_partnership() -> None:
    assert [name for name, parameter in parameters(Partnership).items() if parameter.asked] == [
        "partner",
        "lead",
        "country",
        "status",
        "start",
    ]


def test_records_do_not_change() -> None:
    source = Source(site="x", page_id=1, title="X", namespace=0, revision=1, timestamp=datetime(2026, 1, 1, tzinfo=UTC), start=0, end=1)
    record = Partnership(source=source, country=("AQ", "FR"))
    assert (record.region, record.all_regions) == ("northern-western-europe", ("northern-western-europe",))
    with pytest.raises(ValidationError):
        record.country = ()
    with pytest.raises(ValidationError):
        Partnership(source=source, unknown="x")  # type: ignore[call-arg]
