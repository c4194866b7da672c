"""Territories with the days between which they existed, and sites.

Three places are never mixed: where the provider's site stands, where something happened, where a family lives.
The number of territories is data: reforms end some and begin others, and a report prints the names of its own day.
"""
