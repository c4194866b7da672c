from django.urls import URLPattern, path

from ligzda.services.views import calendar, cohorts, events, groups, lists, log, sessions

app_name = "services"
urlpatterns: list[URLPattern] = [
    path("log/", log.log, name="log"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/plan/", log.plan, name="plan"),
    path("sessions/<str:key>/", sessions.session, name="session"),
    path("sessions/<str:key>/correct/", sessions.correct, name="correct"),
    path("sessions/<str:key>/void/", sessions.void, name="void"),
    path("sessions/<str:key>/move/", sessions.move, name="move"),
    path("groups/", groups.group_list, name="groups"),
    path("groups/new/", groups.new_group, name="new_group"),
    path("groups/<slug:key>/", groups.group, name="group"),
    path("groups/<slug:key>/cohorts/new/", groups.new_cohort, name="new_cohort"),
    path("groups/<slug:key>/cohorts/<str:cohort_key>/sessions/", cohorts.plan_sessions, name="plan_sessions"),
    path("groups/<slug:key>/cohorts/<str:cohort_key>/enrol/", cohorts.enrol, name="enrol"),
    path("groups/<slug:key>/cohorts/<str:cohort_key>/number/", cohorts.stated, name="stated"),
    path("groups/<slug:key>/cohorts/<str:cohort_key>/took-place/", cohorts.known, name="known"),
    path("groups/<slug:key>/cohorts/<str:cohort_key>/steps/<slug:name>/", cohorts.step, name="step"),
    path("groups/<slug:key>/people/<int:pk>/leaving/", cohorts.end_enrolment, name="end_enrolment"),
    path("groups/<slug:key>/sessions/<str:session_key>/", cohorts.sheet, name="sheet"),
    path("groups/<slug:key>/sessions/<str:session_key>/cancel/", cohorts.cancel_session, name="cancel_session"),
    path("events/", events.event_list, name="events"),
    path("events/new/", events.new_event, name="new_event"),
    path("events/<slug:key>/", events.event, name="event"),
    path("events/<slug:key>/invite/", events.invite, name="invite"),
    path("events/<slug:key>/hold/", events.hold, name="hold"),
    path("events/<slug:key>/cancel/", events.cancel, name="cancel_event"),
    path("services/types/", lists.types, name="catalogue"),
    path("services/types/new/", lists.new_type, name="new_type"),
    path("services/types/<slug:key>/", lists.type_, name="type"),
    path("services/topics/", lists.topics, name="topics"),
    path("services/topics/new/", lists.new_topic, name="new_topic"),
    path("services/topics/<slug:key>/", lists.topic, name="topic"),
]
