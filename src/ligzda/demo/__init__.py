"""Five real programmes with invented people, for trying Ligzda out and for proving its figures. Deterministic by seed.

Nobody here exists. The totals are those the programmes published; a coverage statement says what they did not.
"""
