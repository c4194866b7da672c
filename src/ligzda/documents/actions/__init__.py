"""Files are kept and taken back; Word templates are checked."""
