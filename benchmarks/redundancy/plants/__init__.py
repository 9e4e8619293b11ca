"""What is planted, one module per family of rules; importing this registers every plant."""

from benchmarks.redundancy.plants import asking, checks, contacts, keeping, sameness, value, waiting

__all__ = ["asking", "checks", "contacts", "keeping", "sameness", "value", "waiting"]
