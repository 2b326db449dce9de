from analysis.fonts import *  # noqa: F403 - moved; removed once its users import analysis.fonts
