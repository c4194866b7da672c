"""Can a hidden number still be anything else? A small exact linear program over fractions; heavy solvers stay in tests."""

from fractions import Fraction

ZERO, ONE = Fraction(0), Fraction(1)


def may_move(equations: list[list[Fraction]], target: int, signs: list[int]) -> bool:
    """Is there a direction that keeps all equations, respects the bounds (+1: may only rise, -1: may only fall) and moves the target?"""
    directions = [(i, s) for i, sign in enumerate(signs) for s in ((1, -1) if sign == 0 else (sign,))]
    goals = [k for k, (i, _) in enumerate(directions) if i == target]
    matrix = [[row[i] * s for i, s in directions] for row in equations]
    return any(_grows(matrix, goal, [k for k in goals if k != goal]) for goal in goals)


def _grows(matrix: list[list[Fraction]], goal: int, opposite: list[int]) -> bool:
    """Simplex by Bland's rule from the origin: can this direction be positive with matrix · d = 0 and d ≥ 0?

    The sum of all directions is bounded by 1, so that the answer is finite; the mirror of the goal stays out.
    """
    columns = [k for k in range(len(matrix[0]) if matrix else goal + 1) if k not in opposite]
    if not matrix:
        return True
    width = len(columns)
    rows = []
    for row in matrix:
        plain = [row[k] for k in columns]
        rows += [plain, [-value for value in plain]]
    limits = [ZERO] * len(rows) + [ONE]
    rows.append([ONE] * width)
    height = len(rows)
    table = [row + [ONE if i == j else ZERO for j in range(height)] + [limits[i]] for i, row in enumerate(rows)]
    profit = [-ONE if k == goal else ZERO for k in columns] + [ZERO] * (height + 1)
    basis = list(range(width, width + height))
    while True:
        entering = next((j for j in range(width + height) if profit[j] < 0), None)
        if entering is None:
            return profit[-1] > 0
        ratios = [(table[i][-1] / table[i][entering], basis[i], i) for i in range(height) if table[i][entering] > 0]
        if not ratios:
            return True
        _pivot(table, profit, min(ratios)[2], entering)
        basis[min(ratios)[2]] = entering


def _pivot(table: list[list[Fraction]], profit: list[Fraction], at: int, entering: int) -> None:
    pivot = table[at][entering]
    table[at] = [value / pivot for value in table[at]]
    for row in (*(row for i, row in enumerate(table) if i != at), profit):
        factor = row[entering]
        if factor:
            row[:] = [value - factor * base for value, base in zip(row, table[at], strict=True)]
