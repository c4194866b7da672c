"""What this room writes: seats, accounts, functions, settings. Each act is one transaction and one entry in the trail."""
