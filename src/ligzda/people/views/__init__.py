"""Pages of the room: one person, the parts of a person that are edited, members of a family, doubles."""
