"""What a team decided about its processes, what is left to decide, and what follows from it."""
