"""Work in progress on the maps: what was changed, what can be undone, and what is not in the files yet."""
