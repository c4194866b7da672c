from django.urls import path

from ligzda.portal.views import family_access, portal

app_name = "portal"
urlpatterns = [
    path("families/<slug:key>/cases/<slug:case_key>/own/", family_access.overview, name="family_pages"),
    path("families/<slug:key>/cases/<slug:case_key>/own/new/", family_access.invite, name="family_invite"),
    path("families/<slug:key>/cases/<slug:case_key>/own/<slug:access_key>/", family_access.shown, name="family_shown"),
    path("families/<slug:key>/cases/<slug:case_key>/own/<slug:access_key>/end/", family_access.end, name="family_end"),
    path("families/<slug:key>/cases/<slug:case_key>/own/<slug:access_key>/messages/", family_access.conversation, name="family_messages"),
    path("invitation/<str:token>/", family_access.invitation, name="invitation"),
    path("my/", portal.my, name="my"),
    path("my/meetings/", portal.my_meetings, name="my_meetings"),
    path("my/messages/", portal.my_messages, name="my_messages"),
    path("my/feedback/", portal.my_feedback, name="my_feedback"),
    path("my/access/", portal.my_access, name="my_access"),
]
