"""Pages that cross rooms: my day, the family's page, the page of a case, its documents, who can see and who looked, own figures, an auditor's sample.

No tables of its own. It imports the queries of the rooms below and lays their answers side by side.
"""
