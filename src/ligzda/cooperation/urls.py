from django.urls import path

from ligzda.cooperation.views import cooperation, meetings

app_name = "cooperation"
WITH_OTHERS = "families/<slug:key>/cases/<slug:case_key>/cooperation"
urlpatterns = [
    path(f"{WITH_OTHERS}/meetings/new/", meetings.plan, name="meeting_new"),
    path(f"{WITH_OTHERS}/meetings/<slug:meeting_key>/", meetings.meeting, name="meeting"),
    path(f"{WITH_OTHERS}/meetings/<slug:meeting_key>/change/", meetings.change, name="meeting_change"),
    path(f"{WITH_OTHERS}/meetings/<slug:meeting_key>/people/new/", meetings.invite, name="meeting_person"),
    path(f"{WITH_OTHERS}/meetings/<slug:meeting_key>/people/<int:invitation_id>/remove/", meetings.take_off, name="meeting_take_off"),
    path(f"{WITH_OTHERS}/meetings/<slug:meeting_key>/people/<int:invitation_id>/paper/", meetings.invitation, name="meeting_invitation"),
    path(f"{WITH_OTHERS}/meetings/<slug:meeting_key>/moves/<slug:move>/", meetings.move, name="meeting_move"),
    path(f"{WITH_OTHERS}/requests/new/", cooperation.ask, name="request_new"),
    path(f"{WITH_OTHERS}/requests/received/", cooperation.received, name="request_received"),
    path(f"{WITH_OTHERS}/requests/<slug:request_key>/", cooperation.request_page, name="request"),
    path(f"{WITH_OTHERS}/requests/<slug:request_key>/paper/", cooperation.request_paper, name="request_paper"),
    path(f"{WITH_OTHERS}/requests/<slug:request_key>/moves/<slug:move>/", cooperation.request_move, name="request_move"),
    path(f"{WITH_OTHERS}/told/new/", cooperation.tell, name="disclosure_new"),
    path(f"{WITH_OTHERS}/letters/new/", cooperation.write_letter, name="letter_new"),
    path(f"{WITH_OTHERS}/letters/<slug:letter_key>/", cooperation.letter, name="letter"),
    path(f"{WITH_OTHERS}/letters/<slug:letter_key>/paper/", cooperation.letter_paper, name="letter_paper"),
]
