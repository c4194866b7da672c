"""A genogram from plain values: who stands in which generation, where, and how it is drawn. No table is read here."""
