"""What vendors cost and what the planned processes bring, kept apart from fit: no price enters a score."""
