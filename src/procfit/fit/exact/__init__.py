"""How sure the order is, without drawing: what would have to change, exactly."""
