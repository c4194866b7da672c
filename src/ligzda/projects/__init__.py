"""Programmes and their promises: money, partners, dates and targets in versions, posts, activities, coverage, reports."""
