"""The shape of what people fill in, by noun. None of them saves."""
