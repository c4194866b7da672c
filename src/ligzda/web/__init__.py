"""The shell that every page stands in: base templates, components, template tags, fields, paging, styles and script.

No tables and no words of the domain: a person, a case or a project is never named here. Words: a *sheet* is a link's
page in a dialog, a *chip* is a choice or a filter, a *tone* is one of six meanings of colour, a *moment* is a day with
a time. `words` writes values in the reader's language, for pages and for documents alike.
"""
