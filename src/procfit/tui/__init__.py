"""The terminal app."""

import os

# Half the usual pause before a repaint: what a key does is seen sooner.
os.environ.setdefault("TEXTUAL_FPS", "120")
