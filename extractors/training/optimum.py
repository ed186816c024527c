"""Finding weights: the least of a loss and an L2 penalty, by L-BFGS (Liu, Nocedal 1989)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Vector = NDArray[np.float64]
Loss = Callable[[Vector], tuple[float, Vector]]  # of weights: how wrong they are, and the slope


def likeliest(loss: Loss, size: int, penalty: float, steps: int) -> Vector:
    """So many weights whose loss is least, their squares penalised, after at most some steps."""
    if not size:
        return np.zeros(0)

    def penalised(weights: Vector) -> tuple[float, Vector]:
        value, slope = loss(weights)
        return value + penalty / 2 * float(weights @ weights), slope + penalty * weights

    options = {"maxiter": steps}
    found = minimize(penalised, np.zeros(size), jac=True, method="L-BFGS-B", options=options)
    weights: Vector = found.x
    return weights
