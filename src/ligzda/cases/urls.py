from django.urls import path

from ligzda.cases.views import assessments, cases, families, family_access, notes, referrals, team

app_name = "cases"
urlpatterns = [
    path("families/", families.families, name="families"),
    path("families/<slug:key>/cases/<slug:case_key>/", cases.case, name="case"),
    path("families/<slug:key>/cases/<slug:case_key>/moves/<slug:move>/", cases.move, name="move"),
    path("families/<slug:key>/cases/<slug:case_key>/contacts/new/", cases.contact, name="contact"),
    path("families/<slug:key>/cases/<slug:case_key>/team/new/", team.assign, name="assign"),
    path("families/<slug:key>/cases/<slug:case_key>/team/responsible/", team.hand_over, name="hand_over"),
    path("families/<slug:key>/cases/<slug:case_key>/team/<int:seat_id>/end/", team.release, name="release"),
    path("families/<slug:key>/cases/<slug:case_key>/notes/new/", notes.write, name="note"),
    path("families/<slug:key>/cases/<slug:case_key>/notes/<slug:note_key>/correct/", notes.correct, name="correct_note"),
    path("families/<slug:key>/cases/<slug:case_key>/notes/<slug:note_key>/void/", notes.void, name="void_note"),
    path("families/<slug:key>/cases/<slug:case_key>/own/", family_access.overview, name="family_pages"),
    path("families/<slug:key>/cases/<slug:case_key>/own/new/", family_access.invite, name="family_invite"),
    path("families/<slug:key>/cases/<slug:case_key>/own/<slug:access_key>/", family_access.shown, name="family_shown"),
    path("families/<slug:key>/cases/<slug:case_key>/own/<slug:access_key>/end/", family_access.end, name="family_end"),
    path("families/<slug:key>/cases/<slug:case_key>/own/<slug:access_key>/messages/", family_access.conversation, name="family_messages"),
    path("invitation/<str:token>/", family_access.invitation, name="invitation"),
    path("families/<slug:key>/cases/<slug:case_key>/assessments/", assessments.assessments, name="assessments"),
    path("families/<slug:key>/cases/<slug:case_key>/assessments/new/", assessments.assess, name="assess"),
    path("families/<slug:key>/cases/<slug:case_key>/assessments/<slug:assessment_key>/", assessments.assessment, name="assessment"),
    path("families/<slug:key>/cases/<slug:case_key>/assessments/<slug:assessment_key>/observed/", assessments.observe, name="observe"),
    path("families/<slug:key>/cases/<slug:case_key>/assessments/<slug:assessment_key>/void/", assessments.void, name="void_assessment"),
    path("families/<slug:key>/cases/<slug:case_key>/assessments/<slug:assessment_key>/areas/<slug:area>/", assessments.score, name="score"),
    path(
        "families/<slug:key>/cases/<slug:case_key>/assessments/<slug:assessment_key>/areas/<slug:area>/<slug:person_key>/",
        assessments.score,
        name="score_child",
    ),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/new/", referrals.refer, name="refer"),
    path("referrals/<slug:key>/", referrals.referral, name="referral"),
    path("referrals/<slug:key>/details/", referrals.details, name="referral_details"),
    path("referrals/<slug:key>/family/", referrals.family, name="referral_family"),
    path("referrals/<slug:key>/people/", referrals.people, name="referral_people"),
    path("referrals/<slug:key>/moves/<slug:move>/", referrals.move, name="referral_move"),
]
