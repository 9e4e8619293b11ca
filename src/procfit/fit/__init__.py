"""From what customers value to which vendor."""
