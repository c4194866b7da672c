"""Where each child lives, by whose decision, and the way back to the family.

A *care status* holds from a day on, until the next begins; a decision has a body, a number and a date. A *return plan* says what must be
true before a separated child comes home; its last decision becomes a care status.
"""
