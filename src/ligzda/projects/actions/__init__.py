"""Writes of the room, by noun: one transaction and one audit entry each."""
