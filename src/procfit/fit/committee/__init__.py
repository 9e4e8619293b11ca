"""What a committee that scored alone learns when it opens its scores together."""
