"""The doors walk: every address × everybody × keys of every kind. What is right is read from the seats that stand in the tables."""
