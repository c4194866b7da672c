"""The words of the example: what was seen, agreed and said. All of it is invented."""

HEADING = "Krūklāju ģimene"

# Levels of an assessment: "" is the level of all that is not named; an area, or an area of one child.
FIRST = {"": 3, "f1": 2, "f8": 2, "c4": 2, "f5": 2, "c1": 3}
LOOKS = {
    "darker": {"": 3, "f1": 2, "f8": 1, "c3": 2, "c4": 3, "c1": 2, "c1.toms": 3},
    "home": {"": 3, "f1": 3, "f8": 3, "c4": 3, "c1": 4, "f2": 4},
    "good": {"": 4, "f5": 4, "f1": 4, "c1": 5},
    "back": {"": 4, "f1": 2, "c4": 3, "c4.marta": 2, "c1": 4, "f8": 3},
}
LAST = {"": 4, "f1": 4, "f2": 5, "c1": 5, "f7": 5}

ANCHORS = {
    "f1": "Vakara kārtība: kas liek gulēt, cikos, kas notiek, kad māte strādā maiņā.",
    "f2": "Kā runā savā starpā; redzēts pie galda.",
    "f5": "Rēķini un parāda grafiks redzēti.",
    "f7": "Kas palīdz: vecmāmiņa, kaimiņiene, Toma klases draugi.",
    "f8": "Ārsta izziņa un mātes pašas stāstītais.",
    "c1": "Runāts ar katru bērnu atsevišķi; redzēts mājās.",
    "c3": "Skolotājas un mātes stāstītais, bērna zīmējumi.",
    "c4": "E-žurnāla izraksts.",
}

SAID = {
    "marta": ("Es gribu gulēt savā gultā un lai lampa paliek.", ""),
    "toms": ("Man jāiet gulēt vienam, bet tas nekas.", ""),
    "odrija": ("", "Vēl maza; vērota rotaļā."),
}

# Area, child, goal, who does the first step, the step.
GOALS = {
    "first": (
        ("f1", "", "Katru vakaru bērni ir paēduši un gultā deviņos.", "a", "Kopā sastādīt vakara sarakstu uz ledusskapja"),
        ("f8", "", "Māte ir bijusi pie ārsta un zina, kas palīdz.", "w", "Pierakstīt pie ģimenes ārsta un aiziet līdzi"),
        ("c4", "toms", "Toms ir skolā katru dienu, paēdis.", "s", "Brokastis skolā kopš pirmdienas"),
    ),
    "home": (
        ("f1", "", "Vakaros visi zina, kas notiek; Martas lampa deg.", "m", "Vakara pasaka pirms gulētiešanas, māte vai Toms"),
        ("f5", "", "Īres parāds vairs neaug.", "w", "Vienoties ar namu pārvaldi par grafiku"),
        ("c4", "marta", "Marta panāk lasīšanu.", "s", "Konsultācija otrdienās pēc stundām"),
    ),
    "again": (
        ("f1", "", "Vakari ir mierīgi arī tad, kad mātei ir maiņa.", "v", "Otrdienās un ceturtdienās vakaros ir vecmāmiņa"),
        ("c4", "marta", "Mājasdarbi izdarīti pirms vakariņām.", "s", "Pagarinātā grupa līdz pieciem"),
    ),
}

# Days ago, who, service, minutes, who was there (m mother, t s o the children, v grandmother), what was written.
TOLD = (
    (718, "sociala", "home_visit", 60, "mtso", "Divas istabas, silti. Bērni ēd makaronus pie televizora; māte runā klusi, daudz gulējusi."),
    (694, "sociala", "social_work", 60, "m", "Pārrunājām, ko redzējām abas. Māte pati sāk ar vakariem."),
    (676, "asistente", "family_assistant", 120, "mtso", "Sastādījām vakara sarakstu. Toms uzzīmēja bultiņas."),
    (655, "asistente", "family_assistant", 120, "mso", "Divi vakari pēc saraksta. Odrija pati nes zobu birsti."),
    (640, "psihologe", "psychologist", 50, "m", "Par nogurumu un vainas sajūtu."),
    (612, "asistente", "family_assistant", 90, "mt", "Māte nav cēlusies divas dienas; sazvanīju vecmāmiņu, bērni paēduši."),
    (586, "sociala", "home_visit", 60, "ms", "Marta viena bija gājusi uz veikalu tumsā. Māte lūdz palīdzību, pati redz, ka nevar."),
    (
        561,
        "sociala",
        "social_work",
        90,
        "mv",
        "Kopā ar bāriņtiesu un vecmāmiņu: Marta uz laiku pie audžuģimenes, Toms un Odrija pie vecmāmiņas dienās.",
    ),
    (530, "asistente", "family_assistant", 120, "mto", "Zāles trešo nedēļu. Tīrām virtuvi kopā, māte dzied."),
    (498, "psihologe", "psychologist", 50, "m", "Par to, kā runāt ar Martu nedēļas nogalē."),
    (452, "sociala", "home_visit", 60, "mts", "Marta bija mājās divas naktis. Gulta stāv pie loga."),
    (384, "asistente", "family_assistant", 120, "mtso", "Pirmā skolas nedēļa visiem mājās. Brokastis pagatavoja Toms."),
    (340, "asistente", "family_assistant", 120, "mso", "Vakarus vada māte, es tikai sēžu klāt."),
    (318, "psihologe", "psychologist", 50, "s", "Zīmējām māju. Visi skatās pa logu."),
    (262, "sociala", "social_work", 45, "m", "Parāds samazinājies par trešdaļu. Runājām, kā būs bez asistentes."),
    (231, "asistente", "family_assistant", 60, "mtso", "Pēdējā reize. Bērni izcepa pīrāgu; norunājām, kam zvanīt."),
    (
        121,
        "sociala",
        "home_visit",
        60,
        "mtsv",
        "Saraksts vairs nav pie ledusskapja. Māte strādā divās maiņās, Marta viena vakaros ar televizoru.",
    ),
    (104, "asistente", "family_assistant", 120, "mtsv", "Jauns saraksts, tajā ir arī vecmāmiņa. Rādu viņai, kā palīdzam ar lasīšanu."),
    (76, "asistente", "family_assistant", 90, "sv", "Vecmāmiņa vakaru vadīja pati. Es mazgāju traukus."),
    (44, "asistente", "family_assistant", 60, "mtsov", "Pēdējā reize pēc šī lēmuma. Neviens neraudāja; Marta pateica, kas ir otrdien."),
    (9, "sociala", "home_visit", 60, "mtso", "Deviņos gaisma lampā, pārējās istabās tumšs. Māte: „Paskat, mēs protam.”"),
)
