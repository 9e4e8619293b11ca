"""How sure the order is when weights and answers are drawn."""
