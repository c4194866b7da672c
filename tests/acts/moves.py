"""The ways of every machine as somebody who knows the field would draw them, by hand: state, move, state. Nothing here is read from the code."""

ARROWS = {
    "referral": """
        enquiry formalise referred
        referred take_up screening
        screening wait waiting
        waiting keep_waiting waiting
        screening admit admitted
        waiting admit admitted
        screening decline declined
        waiting decline declined
    """,
    "episode": """
        assessment plan planning
        planning activate active
        active step_down stepping_down
        active close closed
        stepping_down close closed
        assessment close_early closed
        planning close_early closed
        on_hold close_early closed
        closed aftercare aftercare
        closed end ended
        aftercare end ended
        assessment hold on_hold
        planning hold on_hold
        active hold on_hold
        stepping_down hold on_hold
        on_hold resume stepping_down
        assessment transfer transferred
        planning transfer transferred
        active transfer transferred
        stepping_down transfer transferred
        on_hold transfer transferred
        closed reopen closed
        aftercare reopen aftercare
        ended reopen ended
    """,
    "plan": """
        draft agree running
        running end_plan ended
    """,
    "assessment": "draft finish done",
    "return": """
        drafted agree agreed
        agreed try_at_home trial_stay
        trial_stay propose_return proposed
        trial_stay look_again trial_stay
        proposed return_home returned
        proposed stay_in_care not_returned
        returned support supported
        supported end_support ended
        drafted break_off ended
        agreed break_off ended
        trial_stay break_off ended
        proposed break_off ended
        returned break_off ended
        supported break_off ended
    """,
    "case_meeting": """
        planned invite invited
        invited hold held
        planned cancel cancelled
        invited cancel cancelled
    """,
    "information_request": """
        drafted send sent
        sent answer answered
        drafted withdraw withdrawn
        sent withdraw withdrawn
    """,
    "concern": """
        immediate_safety report reported
        not_reported report reported
        immediate_safety not_report not_reported
        reported act action
        action follow follow_up
        not_reported close_concern closed
        follow_up close_concern closed
    """,
    "meeting": """
        planned confirm held
        unconfirmed confirm held
        planned no_show no_show
        unconfirmed no_show no_show
        planned cancel cancelled
        unconfirmed cancel cancelled
        planned lapse unconfirmed
    """,
    "cohort": """
        forming start running
        running pause paused
        paused resume running
        running end ended
        paused end ended
        ended go_on_alone self_help
        forming call_off cancelled
    """,
    "event": """
        announced hold held
        unconfirmed hold held
        announced cancel cancelled
        unconfirmed cancel cancelled
        announced lapse unconfirmed
    """,
}
ARROWS["group_session"] = ARROWS["meeting"]

# What whoever works with the family every day leaves to somebody who decides, or to those who take families in.
NOT_THE_WORKERS = {
    "episode": {"step_down", "close", "close_early", "hold", "resume", "transfer", "reopen"},
    "plan": set(),
    "assessment": set(),
    "return": {"try_at_home", "end_support", "break_off"},
    "case_meeting": set(),
    "information_request": set(),
    "meeting": set(),
}

# For how many reasons a move is refused where everything is missing that it asks for. All others ask for nothing.
REASONS = {
    ("referral", "admit"): 2,  # nobody is named; the site has no programme
    ("episode", "plan"): 1,  # the areas of life are not assessed
    ("episode", "activate"): 1,  # no plan is agreed
    ("episode", "aftercare"): 1,  # a later stay is open
    ("episode", "reopen"): 1,
    ("episode", "close"): 1,  # a concern is open
    ("episode", "close_early"): 1,
    ("episode", "transfer"): 1,
    ("plan", "agree"): 2,  # no goal; the family has not answered
    ("assessment", "finish"): 3,  # levels, the child's view, the risk
    ("return", "agree"): 4,  # no condition, no way to meet, no parent asked, the child not asked
    ("return", "try_at_home"): 1,  # no condition is met
    ("return", "propose_return"): 1,  # no stay is told
    ("return", "end_support"): 2,  # too soon; the child is not at home
    ("case_meeting", "invite"): 3,  # no item, nobody invited, the family not told
    ("case_meeting", "hold"): 1,  # the day has not come
    ("meeting", "confirm"): 1,  # the record is void
    ("meeting", "no_show"): 1,
    ("meeting", "cancel"): 1,
    ("meeting", "lapse"): 1,
    ("group_session", "confirm"): 1,
    ("group_session", "no_show"): 1,
    ("group_session", "cancel"): 1,
    ("group_session", "lapse"): 1,
    ("cohort", "start"): 2,  # nobody leads; no day
}


def arrows(name: str) -> set[tuple[str, ...]]:
    return {tuple(line.split()) for line in ARROWS[name].strip().splitlines()}
