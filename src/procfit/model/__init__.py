"""The nouns of procfit: frozen dataclasses and pure functions, no input or output."""
