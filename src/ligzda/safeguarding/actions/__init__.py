"""What can be done about a child's safety. Nothing here is ever deleted."""
