"""What the witness of each rule must prove; importing this registers every proof."""

from benchmarks.redundancy.proofs import checks, contacts, information, sameness, value

__all__ = ["checks", "contacts", "information", "sameness", "value"]
