"""Columns of the room, by noun."""

from ligzda.projects.models.coverage import CoverageStatement, TypedAggregate
from ligzda.projects.models.money import BudgetSource, BudgetVersion
from ligzda.projects.models.plan import Activity, Amendment, Post, PostHolder, Target
from ligzda.projects.models.projects import Partner, Project, ProjectAlias, ProjectSite, SourceValue
from ligzda.projects.models.reports import PublishedText, Report

__all__ = [
    "Activity",
    "Amendment",
    "BudgetSource",
    "BudgetVersion",
    "CoverageStatement",
    "Partner",
    "Post",
    "PostHolder",
    "Project",
    "ProjectAlias",
    "ProjectSite",
    "PublishedText",
    "Report",
    "SourceValue",
    "Target",
    "TypedAggregate",
]
