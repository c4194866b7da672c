from django.urls import path

from ligzda.documents import views

app_name = "documents"
urlpatterns = [
    path("templates/", views.templates, name="templates"),
    path("templates/new/", views.new_template, name="template_new"),
    path("templates/<slug:key>/", views.template, name="template"),
    path("templates/<slug:key>/put-away/", views.put_away, name="template_put_away"),
]
