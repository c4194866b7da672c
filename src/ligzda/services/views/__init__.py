"""Pages of this room: parse, ask, act, answer."""
