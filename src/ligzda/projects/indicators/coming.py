"""Figures that no room counts yet and that statements already speak of, each with the room that brings it.

Whoever builds such a figure takes its code from this list: a code that is counted and still stands here fails in the tests.
"""

COMING = {
    "trainees": "gatherings",
    "conferences": "conferences",
    "conference_plans": "conferences",
    "conference_reviews": "conferences",
    "mentors": "mentoring",
    "mentees": "mentoring",
    "pairs": "mentoring",
    "mentor_hours": "mentoring",
    "mentor_meetings": "mentoring",
    "supervisions": "mentoring",
    "volunteer_hours": "support",
    "volunteer_value": "support",
    "donation_value": "support",
    "donation_quantity": "support",
    "carer_units": "carers",
    "carer_plans": "carers",
    "child_plans": "carers",
    "handbooks": "publications",
    "ngos": "community",
    "concept_trainees": "community",
    "municipalities": "community",
    "letters_of_intent": "community",
}
