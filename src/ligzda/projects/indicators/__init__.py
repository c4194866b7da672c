"""What the room counts: one file per figure."""

from ligzda.projects.indicators.posts_filled import POSTS_FILLED
from ligzda.projects.indicators.posts_full_time import POSTS_FULL_TIME
from ligzda.projects.indicators.posts_planned import POSTS_PLANNED

INDICATORS = (POSTS_PLANNED, POSTS_FULL_TIME, POSTS_FILLED)
