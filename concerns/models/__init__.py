from concerns.models.concern import Concern, Forgotten
from concerns.models.counts import Count, Wait
from concerns.models.desk import Desk, Seat
from concerns.models.look import Look
from concerns.models.notice import Notice

__all__ = ["Concern", "Count", "Desk", "Forgotten", "Look", "Notice", "Seat", "Wait"]
