"""What the team and a member of the family can do with the own page."""
