"""Input that is understood in every language: people type dates the way their last form taught them."""

COMMON_DATES = [
    "%d.%m.%Y.",
    "%d.%m.%Y",
    "%d%m%Y",
    "%Y-%m-%d",
    "%d %b %Y",
    "%d %B %Y",
    "%d/%m/%Y",
]
TIME_INPUT_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S", "%H%M"]
