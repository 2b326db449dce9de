"""The charts of the bulletin, drawn from the facts of a section."""

from analysis.charts.chart import Chart
from analysis.charts.level_bars import levels
from analysis.charts.region_dots import rates_by_region
from analysis.charts.trend import trend
from analysis.charts.unit_scatter import units

__all__ = ["Chart", "levels", "rates_by_region", "trend", "units"]
