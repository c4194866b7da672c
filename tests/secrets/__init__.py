"""The secrets walk: marked words are planted in the demo and looked for in whatever anybody can open, print, receive or log."""
