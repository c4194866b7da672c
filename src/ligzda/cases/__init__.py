"""The way of a family through support: referral, case, episodes with their states, notes.

A *case* is a family's file at one site in one programme; each admission opens an *episode*. The team are the seats in
the case's circle. The state of a case is the state of its last episode.
"""
