"""Changing maps on the screen: what is asked, and what becomes of the answer."""
