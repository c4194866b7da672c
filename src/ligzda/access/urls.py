from django.urls import path

from ligzda.access.views import drafts

app_name = "access"
urlpatterns = [
    path("drafts/", drafts.keep, name="draft"),
    path("drafts/discard/", drafts.discard, name="discard_draft"),
]
