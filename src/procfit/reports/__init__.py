"""Documents made from a workspace, one output per module."""
