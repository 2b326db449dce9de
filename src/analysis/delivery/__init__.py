"""Putting files in place so that no kill, full disk or second program leaves them half."""

from analysis.delivery.claim import claim, mend
from analysis.delivery.scratch import scratch
from analysis.delivery.staging import Delivery, Outputs, deliver

__all__ = ["Delivery", "Outputs", "claim", "deliver", "mend", "scratch"]
