"""The redundancy rules, one per module. A new rule is its module and a line here."""

ALL = (
    "repeat_ask",
    "ask_what_we_hold",
    "re_key",
    "duplicate_step",
    "hoistable_twin",
    "no_value",
    "slow_without_offset",
    "dead_output",
    "stacked_approval",
    "check_without_effect",
    "knock_out_order",
    "ping_pong",
    "rework_loop",
    "needless_sequence",
)
"""The modules of the rules, in the order of their findings."""
