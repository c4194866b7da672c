"""Ligzda: records, coordination and provable figures for organisations that strengthen families."""
