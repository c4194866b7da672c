"""The member's pages, and the team's side of them."""
