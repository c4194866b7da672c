"""Persons, families with dated members, relations, organisations, contact details, consents, and the merge of doubles.

A *circle access* says which circle may see a family's people, or one person. ``root`` is the canonical record after a merge.
"""
