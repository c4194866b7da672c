"""Programmes and what was promised for them: numbers and aliases, partners, dates and targets in versions, money to the cent, posts,
coverage statements, reports.

Words. An **amendment** is a new version of dates; a **target** a planned value in a version; a **quoted variant** a split of the money
that a text prints and that need not re-add; a **coverage statement** says what was never reported and wins over the records; a
**published text** is a report from before Ligzda; a **report** is a snapshot that stands for ever once published. Figures come from
``measure``: this room asks by code and knows nothing of the rooms above.
"""
