"""Reads of the room, by noun. The actor comes first."""
