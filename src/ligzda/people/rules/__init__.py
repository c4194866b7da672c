"""The room's arithmetic and law, from values only: text, codes, phones, days and ages, ties between people."""
