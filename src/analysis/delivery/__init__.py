"""Putting files in place so that no kill, full disk or second program leaves them half."""

from analysis.delivery.claim import claim, mend
from analysis.delivery.deliver import Delivery, Outputs, deliver
from analysis.delivery.scratch import scratch

__all__ = ["Delivery", "Outputs", "claim", "deliver", "mend", "scratch"]
