"""One file per figure of this room; the order is the order in which figures are printed."""

from ligzda.measure.equations import Identity
from ligzda.services.indicators.adults import ADULTS
from ligzda.services.indicators.attended import ATTENDED
from ligzda.services.indicators.average_age import AVERAGE_AGE, PEOPLE_OF_KNOWN_AGE, YEARS_OF_AGE
from ligzda.services.indicators.average_attendance import AVERAGE_ATTENDANCE, GROUP_PARTICIPATIONS, KNOWN_SESSIONS
from ligzda.services.indicators.camps import CAMPS
from ligzda.services.indicators.children import CHILDREN
from ligzda.services.indicators.completions import COMPLETIONS
from ligzda.services.indicators.consultations import CONSULTATIONS
from ligzda.services.indicators.contacts import CONTACTS
from ligzda.services.indicators.enrolled import ENROLLED
from ligzda.services.indicators.event_attendance import EVENT_ATTENDANCE
from ligzda.services.indicators.families import FAMILIES
from ligzda.services.indicators.families_no_show_rate import FAMILIES_NO_SHOW_RATE
from ligzda.services.indicators.hours import HOURS
from ligzda.services.indicators.participations import PARTICIPATIONS
from ligzda.services.indicators.persons import PERSONS
from ligzda.services.indicators.ratios import CHILDREN_PER_FAMILY, PERSONS_PER_FAMILY
from ligzda.services.indicators.services_given import SERVICES
from ligzda.services.indicators.sessions import SESSIONS_HELD

ALL = (
    FAMILIES,
    PERSONS,
    CHILDREN,
    ADULTS,
    CONSULTATIONS,
    CONTACTS,
    HOURS,
    SERVICES,
    SESSIONS_HELD,
    PARTICIPATIONS,
    ENROLLED,
    ATTENDED,
    COMPLETIONS,
    CAMPS,
    EVENT_ATTENDANCE,
    CHILDREN_PER_FAMILY,
    PERSONS_PER_FAMILY,
    GROUP_PARTICIPATIONS,
    KNOWN_SESSIONS,
    AVERAGE_ATTENDANCE,
    FAMILIES_NO_SHOW_RATE,
    YEARS_OF_AGE,
    PEOPLE_OF_KNOWN_AGE,
    AVERAGE_AGE,
)

IDENTITIES = (
    Identity(("persons",), ("children", "adults")),
    Identity(("persons",), ("people_of_known_age",)),
    Identity(("people_of_known_age",), ("children", "adults")),
    Identity(("enrolled",), ("attended",)),
    Identity(("attended",), ("completions",)),
    Identity(("participations",), ("group_participations",)),
)
