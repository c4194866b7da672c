"""Reads of this room: the member's side takes the access row, the team's side the case."""
