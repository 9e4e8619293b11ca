"""Tell whether two short labels mean the same work."""
