from django.urls import path

from ligzda.projects.views import coverage, figures, plan, projects, reports

app_name = "projects"
urlpatterns = [
    path("projects/", projects.projects, name="projects"),
    path("projects/together/", figures.together, name="together"),
    path("projects/new/", projects.new, name="new"),
    path("projects/<slug:key>/", projects.project, name="project"),
    path("projects/<slug:key>/edit/", projects.edit, name="edit"),
    path("projects/<slug:key>/curve.svg", projects.curve, name="curve"),
    path("projects/<slug:key>/plan/", plan.plan, name="plan"),
    path("projects/<slug:key>/plan/<slug:slug>/", plan.part, name="part"),
    path("projects/<slug:key>/plan/<slug:slug>/<int:row_id>/", plan.part, name="row"),
    path("projects/<slug:key>/plan/<slug:slug>/<int:row_id>/remove/", plan.remove, name="remove"),
    path("projects/<slug:key>/figures/<slug:code>/", figures.figure, name="figure"),
    path("projects/<slug:key>/coverage/", coverage.coverage, name="coverage"),
    path("projects/<slug:key>/coverage/default/", coverage.default, name="coverage_default"),
    path("projects/<slug:key>/coverage/new/", coverage.state, name="state"),
    path("projects/<slug:key>/coverage/<int:number>/", coverage.state, name="narrow"),
    path("projects/<slug:key>/coverage/<int:number>/withdraw/", coverage.withdraw, name="withdraw"),
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", reports.new, name="new_report"),
    path("reports/<slug:key>/", reports.report, name="report"),
    path("reports/<slug:key>/narrative/", reports.narrative, name="narrative"),
    path("reports/<slug:key>/publish/", reports.publish, name="publish"),
    path("reports/<slug:key>/report.pdf", reports.file, {"kind": "pdf"}, name="pdf"),
    path("reports/<slug:key>/report.docx", reports.file, {"kind": "docx"}, name="docx"),
    path("reports/<slug:key>/report.json", reports.file, {"kind": "json"}, name="json"),
]
