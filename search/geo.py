"""Distances as the crow flies."""

from math import asin, cos, radians, sin, sqrt

_EARTH = 6371.0087714  # km, the mean radius that Lucene uses too
KM_PER_DEGREE = 111.195  # of latitude; of longitude times the cosine of the latitude


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance between two points (latitude, longitude in degrees) in km."""
    (lat_a, lon_a), (lat_b, lon_b) = a, b
    half = sin(radians(lat_b - lat_a) / 2) ** 2
    half += cos(radians(lat_a)) * cos(radians(lat_b)) * sin(radians(lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(half, 1)))
