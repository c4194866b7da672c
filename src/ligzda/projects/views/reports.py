"""Reports: placeholder."""
