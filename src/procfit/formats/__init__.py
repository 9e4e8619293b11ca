"""File formats: one per module, read into the model and written from it."""
