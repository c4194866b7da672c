"""Need-to-know: users, roles, circles and seats, machines, the audit trail, protected fields.

The only room that says no. A *circle* is a set of people who may know something; a *seat* says who sits in it,
as which *role*, why and from when until when. A *word* is one thing a role allows. An *actor* is a user on a day.
"""
