"""What leaves the screen: charts, PDF, Word files, tables of data. Knows no domain; rooms hand over plain values.

Charts are declared as Vega-Lite and drawn on the server. The same drawing stands on a page (colours become the page's own tokens, so it
follows light and dark; it holds no inline style, which the content policy would refuse), in a PDF and in a Word file (as a picture).
"""
