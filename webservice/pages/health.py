"""``/healthz``: whether the tool can do its work, for machines."""

from __future__ import annotations

import logging
from datetime import datetime

from flask import Blueprint, Response, jsonify

from bot.store import StoreError
from webservice.exchange import time
from webservice.request import store, tool

health = Blueprint("health", __name__)

_log = logging.getLogger(__name__)


@health.get("/healthz")
def healthz() -> tuple[Response, int]:
    """State of the database, age of the data and of each job's last success in seconds; 503 when the database cannot be read."""
    now = tool().now()

    def aged(when: datetime | None) -> dict[str, str | int | None]:
        return {"time": time(when) if when else None, "age_seconds": max(0, int((now - when).total_seconds())) if when else None}

    try:
        newest, jobs = store().newest_revision(), store().jobs()
    except StoreError as error:
        # It names hosts and users: that is for the log, not for everybody.
        _log.error("health check: %s", error)
        return jsonify(status="failing", database="unreadable"), 503
    return (
        jsonify(
            status="ok",
            database="ok",
            newest_revision=aged(newest),
            jobs={job.name: {"state": job.state, "last_success": aged(job.last_success)} for job in jobs},
        ),
        200,
    )
