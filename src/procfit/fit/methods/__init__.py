"""Second opinions, one scoring method per module."""
