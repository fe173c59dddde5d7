"""The tool as gunicorn serves it: settings from the environment, and a log."""

from __future__ import annotations

from flask import Flask

from webservice import app, logs


def create_app() -> Flask:
    """The tool, with its log on standard error. Raises SettingsError and MessagesError."""
    logs.configure()
    made = app.create_app()
    logs.install(made)
    return made
