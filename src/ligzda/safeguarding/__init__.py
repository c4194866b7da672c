"""A child's safety: concerns, risk flags, hidden addresses, safe contact. Everything above respects it."""
