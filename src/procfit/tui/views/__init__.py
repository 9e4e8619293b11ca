"""What the screens show, made from the session: rows for tables and parts for sheets."""
