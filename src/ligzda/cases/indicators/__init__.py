"""One file per figure of this room; the order is the order in which figures are printed."""

from ligzda.cases.indicators.active import ACTIVE
from ligzda.cases.indicators.admitted import ADMITTED
from ligzda.cases.indicators.area_change import AREA_CHANGE, AREAS_COMPARED, LEVELS_CHANGED
from ligzda.cases.indicators.exits import EXITS
from ligzda.cases.indicators.median_months import MEDIAN_MONTHS
from ligzda.cases.indicators.one_worker import CARRIED, FIRST_WORKER, ONE_WORKER, WORKER_CHANGES
from ligzda.cases.indicators.reopened import REOPENED, REOPENED_SHARE
from ligzda.cases.indicators.reviews_on_time import REVIEWED_ON_TIME, REVIEWS_DUE, REVIEWS_ON_TIME
from ligzda.cases.indicators.valid_plans import FAMILIES_ACTIVE, VALID_PLAN_SHARE, WITH_VALID_PLAN

ALL = (
    ADMITTED,
    ACTIVE,
    EXITS,
    MEDIAN_MONTHS,
    REOPENED,
    REOPENED_SHARE,
    AREAS_COMPARED,
    LEVELS_CHANGED,
    AREA_CHANGE,
    WORKER_CHANGES,
    CARRIED,
    FIRST_WORKER,
    ONE_WORKER,
    FAMILIES_ACTIVE,
    WITH_VALID_PLAN,
    VALID_PLAN_SHARE,
    REVIEWS_DUE,
    REVIEWS_ON_TIME,
    REVIEWED_ON_TIME,
)
