"""What holds for all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ["SOURCE_DATE_EPOCH"] = "1795564800"  # 2026-11-25: what rivals did in the example ages

settings.register_profile(
    "procfit",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("procfit")


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test away from the settings of the person who runs it; the tour was offered already."""
    folder = tmp_path_factory.mktemp("own")
    monkeypatch.setenv("PROCFIT_CONFIG", str(folder))
    path = folder / "app.toml"
    path.write_text("tour_seen = true\n", encoding="utf-8")
    return path
