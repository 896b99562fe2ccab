"""Placeholder for the next phase: what of the web application needs no database."""

from __future__ import annotations

import pytest

from src.api.main import app, health

pytestmark = pytest.mark.unit


def test_health_says_ok() -> None:
    assert health() == {"status": "ok"}


def test_routes_are_registered() -> None:
    assert set(app.openapi()["paths"]) == {"/health", "/api/v1/me"}
