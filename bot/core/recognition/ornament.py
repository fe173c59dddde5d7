"""Ornaments of a certificate, drawn by rule: a woven border and a rosette. Numbers are units of the drawing."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, gcd, pi, sin

_STEPS = 12  # of a half wave

Point = tuple[float, float]


def woven_border(left: float, top: float, right: float, bottom: float, *, wave: float, swing: float) -> str:
    """Two strands along a rectangle that cross at every half wave of about the length ``wave``, and swing out and in by ``swing``."""
    strands = []
    for sign in (1, -1):
        points: list[Point] = []
        for (x0, y0), (x1, y1) in _sides(left, top, right, bottom):
            length = abs(x1 - x0) + abs(y1 - y0)
            across, down = (x1 - x0) / length, (y1 - y0) / length
            # An even number of half waves, so that strands meet at the corners.
            halves = 2 * round(length / wave / 2)
            steps = halves * _STEPS
            for step in range(steps):
                along, out = length * step / steps, sign * swing * sin(pi * halves * step / steps)
                points.append((x0 + across * along + down * out, y0 + down * along - across * out))
        strands.append(_closed(points))
    return "".join(strands)


def rosette(x: float, y: float, radius: float, *, petals: int, inner: float) -> str:
    """A hypotrochoid, one line that comes round after as many petals, between ``inner`` (a share of the radius) and the radius."""
    middle, swing = radius * (1 + inner) / 2, radius * (1 - inner) / 2
    turns = next(number for number in range(petals // 2 - 1, 0, -1) if gcd(number, petals) == 1)
    steps = 24 * petals
    angles = [2 * pi * turns * step / steps for step in range(steps)]
    return _closed(
        (x + (middle + swing * cos(petals * angle / turns)) * cos(angle), y + (middle + swing * cos(petals * angle / turns)) * sin(angle))
        for angle in angles
    )


def _sides(left: float, top: float, right: float, bottom: float) -> Iterable[tuple[Point, Point]]:
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return zip(corners, [*corners[1:], corners[0]], strict=True)


def _closed(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
