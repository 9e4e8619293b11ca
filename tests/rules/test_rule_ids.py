from __future__ import annotations

from procfit.model.team import RULE_IDS
from procfit.rules.engine import all_rules


def test_settings_may_name_every_rule() -> None:
    assert set(all_rules()) <= set(RULE_IDS)
