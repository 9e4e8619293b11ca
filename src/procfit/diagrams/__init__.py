"""Pictures of maps: one layout, one style per module."""
