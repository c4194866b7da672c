"""How support becomes less and ends: stepping down, closing, handing over, after-care, and beginning anew.

What goes along with a family that is handed over is chosen item by item; closing and handing over can be undone.
"""
