"""Writes of the room, by noun. Each is one transaction with one entry in the trail."""
