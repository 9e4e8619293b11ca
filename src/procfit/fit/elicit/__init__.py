"""Weights that people judge: one way of asking per module.

What comes out are shares of what was judged. They are offered as overrides, with a reason, and never
taken by themselves: weights come from the maps.
"""
