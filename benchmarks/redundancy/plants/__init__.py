"""What is planted, one module per family of rules; importing this registers every plant."""

from benchmarks.redundancy.plants import (
    asking,
    checks,
    clones,
    contacts,
    keeping,
    offers,
    returns,
    silence,
    twice,
    value,
    waiting,
)

__all__ = [
    "asking",
    "checks",
    "clones",
    "contacts",
    "keeping",
    "offers",
    "returns",
    "silence",
    "twice",
    "value",
    "waiting",
]
