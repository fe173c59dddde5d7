"""Command *measure*: wires the job that asks for the reach of contributions, and tells what it found out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.console import Reporter
from bot.jobs.measure import measure
from bot.jobs.stop_page import StopPage
from bot.settings import Settings
from bot.store import Store
from bot.wiki.metrics import ImpactMetrics


def run(settings: Settings, store: Store, stop_page: StopPage | None, clock: Callable[[], datetime], reporter: Reporter) -> bool:
    """Ask for what is not known; whether everything was answered."""
    with ImpactMetrics(settings.metrics_address, settings.user_agent, clock=clock) as metrics, reporter.progress():
        measuring = measure(
            metrics,
            store,
            most=settings.metrics_per_run,
            clock=clock,
            stop_page=stop_page,
            progress=lambda measuring: reporter.advance("measure", measuring.answered),
        )
    for category, reason in measuring.failures:
        reporter.failure(f"{category}: {reason}")
    reporter.measured(measuring)
    return measuring.complete
