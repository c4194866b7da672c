"""An independent count of every figure, by plain SQL and Python, from the definitions and not from the code that it checks."""
