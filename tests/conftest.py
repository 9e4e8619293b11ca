"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ["SOURCE_DATE_EPOCH"] = "1795564800"  # 2026-11-25: what rivals did in the example ages

settings.register_profile(
    "procfit",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("procfit")
