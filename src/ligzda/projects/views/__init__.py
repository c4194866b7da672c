"""Pages of the room. Load by query, one action, redirect."""
