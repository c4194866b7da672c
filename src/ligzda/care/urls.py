from django.urls import path

from ligzda.care.views import returns, statuses

app_name = "care"
urlpatterns = [
    path("families/<slug:key>/cases/<slug:case_key>/care/", statuses.children, name="children"),
    path("families/<slug:key>/cases/<slug:case_key>/care/new/", statuses.record, name="record"),
    path("families/<slug:key>/cases/<slug:case_key>/care/<int:status_id>/void/", statuses.void, name="void"),
    path("families/<slug:key>/cases/<slug:case_key>/returns/new/<slug:child_key>/", returns.draft, name="draft_return"),
    path("families/<slug:key>/cases/<slug:case_key>/returns/<slug:return_key>/", returns.plan, name="return_plan"),
    path("families/<slug:key>/cases/<slug:case_key>/returns/<slug:return_key>/meetings/", returns.schedule, name="return_schedule"),
    path("families/<slug:key>/cases/<slug:case_key>/returns/<slug:return_key>/moves/<slug:move>/", returns.move, name="return_move"),
    path("families/<slug:key>/cases/<slug:case_key>/returns/<slug:return_key>/<slug:return_part>/new/", returns.add, name="return_part"),
    path(
        "families/<slug:key>/cases/<slug:case_key>/returns/<slug:return_key>/<slug:return_part>/<int:return_row>/",
        returns.tell,
        name="return_told",
    ),
]
