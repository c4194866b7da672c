"""What every room may stand on: refusals, days, folded text, keys. No tables, no requests."""
