"""The redundancy rules, one per module. A new rule is its module and a line here."""

ALL = (
    "repeat_ask",
    "duplicate_step",
    "no_value",
    "slow_without_offset",
    "dead_output",
    "stacked_approval",
    "ping_pong",
    "rework_loop",
    "benefit_elsewhere",
    "replaceable",
    "beaten_by_rival",
    "too_many_faces",
    "long_wait",
    "silent_end",
)
"""The modules of the rules, in the order of their findings."""
