"""What each page is called where it stands in the trail: the one place of their names. A rule fails where a page has none."""

from django.utils.translation import pgettext_lazy

# Words → the pages that are called so, by room. Pages of concerns and of hidden
# addresses have no name of their own: who reads that one of them was opened learns of nothing.
_NAMES = (
    (pgettext_lazy("page", "home page"), ":home :set_language web:theme web:stay"),
    (pgettext_lazy("page", "draft"), "access:draft access:discard_draft"),
    (pgettext_lazy("page", "own account"), "access:account access:settings access:mailbox"),
    (pgettext_lazy("page", "terms"), "access:deadlines access:deadline"),
    (pgettext_lazy("page", "roles"), "access:roles"),
    (pgettext_lazy("page", "access log"), "access:audit access:audit_file"),
    (pgettext_lazy("page", "users"), "access:users access:new_user"),
    (
        pgettext_lazy("page", "account of a user"),
        "access:user access:change_user access:new_seat access:end_seat access:invite_user access:close_user access:open_user"
        " access:reset_two_factor access:drop_email access:proposal",
    ),
    (pgettext_lazy("page", "functions and professions"), "access:functions access:new_function access:function"),
    (
        pgettext_lazy("page", "templates of papers"),
        "documents:templates documents:template_new documents:template documents:template_put_away",
    ),
    (pgettext_lazy("page", "sites"), "places:sites places:new_site places:site"),
    (
        pgettext_lazy("page", "record of a person"),
        "people:person people:part people:row people:struck people:strike_out people:bring_back safeguarding:concerns safeguarding:raise"
        " safeguarding:concern safeguarding:report safeguarding:move safeguarding:whom safeguarding:ending"
        " safeguarding:address desk:hidden_address",
    ),
    (pgettext_lazy("page", "risk flag"), "safeguarding:flag safeguarding:flag_down"),
    (pgettext_lazy("page", "institutions"), "people:institutions people:new_institution people:institution"),
    (pgettext_lazy("page", "possible duplicates"), "people:duplicates people:compare people:hints"),
    (pgettext_lazy("page", "codes not yet checked"), "people:codes"),
    (pgettext_lazy("page", "members of the family"), "people:members"),
    (
        pgettext_lazy("page", "relations and ties"),
        "people:family_relation people:family_bond people:change_relation people:change_bond",
    ),
    (
        pgettext_lazy("page", "project"),
        "projects:projects projects:new projects:project projects:edit projects:curve projects:plan projects:part projects:row projects:remove",
    ),
    (pgettext_lazy("page", "figures"), "projects:figure projects:together desk:figures"),
    (pgettext_lazy("page", "rows behind a figure"), "desk:records"),
    (
        pgettext_lazy("page", "what was reported"),
        "projects:coverage projects:coverage_default projects:state projects:narrow projects:withdraw",
    ),
    (
        pgettext_lazy("page", "report"),
        "projects:reports projects:new_report projects:report projects:narrative projects:publish projects:pdf projects:docx projects:json",
    ),
    (pgettext_lazy("page", "list of families"), "desk:families"),
    (pgettext_lazy("page", "client file"), "desk:case desk:move desk:contact"),
    (
        pgettext_lazy("page", "team of the family"),
        "cases:assign cases:hand_over cases:release cases:stand_in cases:weight cases:stand_in_caseload cases:stand_in_end",
    ),
    (pgettext_lazy("page", "note"), "cases:note cases:correct_note cases:void_note"),
    (pgettext_lazy("page", "family assistant's hours"), "services:grant services:correct_grant services:void_grant services:family_hours"),
    (
        pgettext_lazy("page", "what the family sees"),
        "portal:family_pages portal:family_invite portal:family_shown portal:family_end portal:family_messages portal:invitation",
    ),
    (
        pgettext_lazy("page", "assessment"),
        "cases:assessments cases:assess cases:assessment cases:observe cases:void_assessment cases:score cases:score_child",
    ),
    (pgettext_lazy("page", "care of the children"), "care:children care:record care:void"),
    (
        pgettext_lazy("page", "plan of the return"),
        "care:draft_return care:return_plan care:return_schedule care:return_move care:return_part care:return_told",
    ),
    (pgettext_lazy("page", "documents of the file"), "desk:documents desk:document_new desk:paper desk:document desk:document_void"),
    (pgettext_lazy("page", "work with other professions"), "desk:cooperation"),
    (
        pgettext_lazy("page", "meeting with other professions"),
        "cooperation:meeting_new cooperation:meeting cooperation:meeting_change cooperation:meeting_person"
        " cooperation:meeting_take_off cooperation:meeting_invitation"
        " cooperation:meeting_move",
    ),
    (
        pgettext_lazy("page", "request for information"),
        "cooperation:request_new cooperation:request_received cooperation:request cooperation:request_paper cooperation:request_move",
    ),
    (pgettext_lazy("page", "what was told to whom"), "cooperation:disclosure_new"),
    (pgettext_lazy("page", "letter"), "cooperation:letter_new cooperation:letter cooperation:letter_paper"),
    (
        pgettext_lazy("page", "plan of the family"),
        "cases:plan cases:plan_new cases:plan_words cases:plan_agree cases:plan_review cases:goal_new cases:goal cases:goal_remove"
        " cases:step_new cases:step cases:step_done cases:step_drop cases:step_reopen cases:plan_sign cases:plan_print cases:plan_compare",
    ),
    (
        pgettext_lazy("page", "instruments"),
        "cases:instruments cases:add_instrument cases:instrument cases:change_instrument cases:prove_instrument",
    ),
    (pgettext_lazy("page", "templates of notes"), "cases:note_templates cases:note_template_new cases:note_template"),
    (pgettext_lazy("page", "list of referrals"), "cases:referrals"),
    (
        pgettext_lazy("page", "referral"),
        "cases:refer cases:referral closure:brought closure:brought_file cases:referral_details cases:referral_family cases:referral_people"
        " cases:referral_move",
    ),
    (
        pgettext_lazy("page", "meeting or service"),
        "services:log services:plan services:session services:correct services:void services:move services:sheet services:cancel_session",
    ),
    (pgettext_lazy("page", "calendar"), "services:calendar desk:calendar_feed desk:feed"),
    (pgettext_lazy("page", "hours"), "services:hours"),
    (
        pgettext_lazy("page", "group"),
        "services:groups services:new_group services:group services:new_cohort services:plan_sessions services:enrol services:stated"
        " services:known services:step services:end_enrolment",
    ),
    (
        pgettext_lazy("page", "event"),
        "services:events services:new_event services:event services:invite services:hold services:cancel_event",
    ),
    (
        pgettext_lazy("page", "services and topics"),
        "services:catalogue services:new_type services:type services:topics services:new_topic services:topic",
    ),
    (pgettext_lazy("page", "my day"), "desk:day"),
    (
        pgettext_lazy("page", "own page of the family"),
        "portal:my portal:my_meetings portal:my_messages portal:my_feedback portal:my_access",
    ),
    (pgettext_lazy("page", "search in texts"), "desk:search"),
    (pgettext_lazy("page", "overview of the team"), "desk:supervision desk:caseload desk:families_of"),
    (pgettext_lazy("page", "audit sample"), "desk:samples"),
    (pgettext_lazy("page", "page of the family"), "desk:family"),
    (pgettext_lazy("page", "client file as a paper"), "desk:client_file"),
    (pgettext_lazy("page", "services received"), "desk:family_services"),
    (pgettext_lazy("page", "genogram"), "desk:genogram desk:genogram_svg desk:genogram_pdf"),
    (pgettext_lazy("page", "who can see, who looked"), "desk:family_access"),
)

PAGES = {name.lstrip(":"): words for words, names in _NAMES for name in names.split()}


def page_words(name: str) -> str:
    """``desk:family`` → "page of the family"; nothing for a page that is no longer there."""
    return str(PAGES.get(name, ""))
