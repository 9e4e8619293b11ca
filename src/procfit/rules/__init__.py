"""Redundancy rules, one per module."""
