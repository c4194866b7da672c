from django.urls import path

from ligzda.access.views import account, drafts, functions, proposals, settings, trail, users

app_name = "access"
urlpatterns = [
    path("drafts/", drafts.keep, name="draft"),
    path("drafts/discard/", drafts.discard, name="discard_draft"),
    path("settings/", account.account, name="account"),
    path("settings/", account.account, name="settings"),
    path("settings/timers/", settings.deadlines, name="deadlines"),
    path("settings/timers/<slug:name>/", settings.deadline, name="deadline"),
    path("roles/", account.roles, name="roles"),
    path("audit/", trail.audit, name="audit"),
    path("audit/file/", trail.audit_file, name="audit_file"),
    path("users/", users.users, name="users"),
    path("users/new/", users.new_user, name="new_user"),
    path("users/<slug:key>/", users.user, name="user"),
    path("users/<slug:key>/change/", users.change_user, name="change_user"),
    path("users/<slug:key>/roles/new/", users.new_seat, name="new_seat"),
    path("users/<slug:key>/roles/<int:number>/end/", users.end_seat, name="end_seat"),
    path("users/<slug:key>/invite/", users.act_on_user, {"act_name": "invite"}, name="invite_user"),
    path("users/<slug:key>/close/", users.close_user, name="close_user"),
    path("users/<slug:key>/open/", users.act_on_user, {"act_name": "open"}, name="open_user"),
    path("users/<slug:key>/reset-two-factor/", users.act_on_user, {"act_name": "reset-two-factor"}, name="reset_two_factor"),
    path("users/<slug:key>/address/drop/", users.act_on_user, {"act_name": "drop-email"}, name="drop_email"),
    path("proposals/<slug:key>/", proposals.proposal, name="proposal"),
    path("account/address/<str:token>/", proposals.mailbox, name="mailbox"),
    path("functions/", functions.functions, name="functions"),
    path("functions/new/", functions.new_function, name="new_function"),
    path("functions/<slug:key>/", functions.function, name="function"),
]
