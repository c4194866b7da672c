"""Words that stand around the name of a street, in bare letters, in the languages people here write; their cases and abbreviations."""

# whole words, with whatever case ending; they may also be written without a blank before them: "Brīvībasiela"
STREETS = (
    "iel(?:ina)?(?:a|as|ai|u|am|ah|e|oi|oj)?",
    "ulic(?:a|e|u|i|y|ej|oj)?",
    "gatv(?:e|es|ei|u|ej|eje)",
    "bulvar(?:is|a|i|u|am|os|e|o|s)?",
    "prospekt(?:s|a|am|u|as|o|ui|e|i)?|pr-t[aes]?",
    "laukum(?:s|a|am|u|i)",
    "sosej(?:a|as|ai|u)|sos+e",
    "alej(?:a|as|ai|u|oje|os)|al+e[ij]a",
    "skersiel(?:a|as|ai|u)|skersgatv(?:is|io|yje|yj)",
    "krastmal(?:a|as|ai|u)|naberezn(?:aja|oj)",
    "dambis|damb(?:ja|i|im)",
    "aikst(?:e|es|eje)|plosc?ad(?:j?i?)?",
    "plent(?:as|o|e)|kel(?:ias|io|iu|yje|yj)|vieskel(?:is|io|yje|yj)",
    "cel(?:s|a|am|u)|tak(?:a|as|ai|u|o|e|ui)",
    "street|road|avenue|square|stras+e",
)
# short forms: only as a word of their own
SHORT_STREETS = "i|ie|iel|ul|g|gatv|b|bulv|bul|bv|pr|prosp|lauk|l|s|sos|al|skg|skersl|a|aikst|pl|st|str|rd|ave|c|t|kel|vs"
# between street and number: "Nr.", "nams", "māja", "дом"
HOUSES = "(?:ar )?nr|no|(?:ar )?numur(?:s|a|u|am)?|nomer|nams|nama|namu|namam|maj(?:a|as|ai|u)|ek(?:a|as|ai|u)|dom(?:a|e|u)?|namas|namo|name|house"
SHORT_HOUSES = "n|m|d|h|po|na|v"
FLATS = "dz|bt|dziv|dzivok(?:l[a-z]{1,3})|kv|kvartir[a-z]{0,3}|but|butas|buto|bute|flat|apt|apartment"
# one building of several with the same number: "15 k-2", "2. korpuss"
BUILDINGS = "k|korp|korpus[a-z]{0,2}"
MONTHS = "janv|febr|mart|apr|maij|jūn|jūl|jun|jul|aug|sept|okt|nov|dec"  # as typed, behind "15. "
FROM_AND_TO = "no|uz|pie|aiz|lidz|ap|gar|starp"
# what follows a place's name and names no place itself
AROUND = {
    "novads", "novada", "pagasts", "pagasta", "nov", "pag", "pilseta", "pilsetas", "pils", "raj", "rajons", "rajona",
    "latvija", "latvia", "lietuva", "lithuania", "r", "sav", "savivaldybe", "m", "k", "kaimas", "sen", "district", "lv",
    "lt", "ciems", "ciema", "c",
}  # fmt: skip
