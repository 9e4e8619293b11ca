"""What a facilitator takes to a workshop: pages, slides, and a sheet for the answers."""
