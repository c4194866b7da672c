"""The family's own page: who of a family was invited to it, what the coordinator opened for whom, what they write and say.

A member sees the own plan, steps and meetings, and who may see the file; the team sees who has the page and answers the messages.
Nothing of the staff's pages opens here: each query takes the access row, which says whose it is and what was opened.
"""
