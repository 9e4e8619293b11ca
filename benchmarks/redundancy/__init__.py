"""Whether `procfit check` finds every kind of waste that is planted, and nothing else there.

Run `python -m benchmarks.redundancy` in the checkout. Plants are made on plain data and read through the
file format, by code that shares nothing with the rules.
"""
