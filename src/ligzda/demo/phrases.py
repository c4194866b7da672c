"""What workers write: short notes, facts apart from opinion, in Latvian; in Lithuanian for Šiauliai."""

import random

NOTES: dict[str, tuple[str, ...]] = {
    "social_work": (
        "Pārrunājām nedēļas plānu un to, kurš kurā dienā ved bērnus uz skolu. Nākamreiz paskatīsimies, kā izdevās.",
        "Kopā aizpildījām iesniegumu pašvaldības pabalstam. Trūkst izziņas no darba devēja, māte to atnesīs piektdien.",
        "Sastādījām mēneša budžetu: vispirms īre un elektrība, tad pārtika. Paliek 23 eiro neparedzētiem izdevumiem.",
        "Zvanījām klases audzinātājai. Kavējumi šomēnes divi, abi attaisnoti.",
        "Pārskatījām, ko ģimene jau dara pati un kur vēl vajadzīga palīdzība. Vienojāmies tikties reizi divās nedēļās.",
        "Māte saka, ka vakari kļuvuši mierīgāki. Telefonus pēc astoņiem noliek plauktā visi, arī pieaugušie.",
        "Pieteicām ģimeni dzīvokļa rindā. Iesniegums reģistrēts, atbilde gaidāma mēneša laikā.",
        "Runājām par to, kas palīdz brīžos, kad dusmas ņem virsroku: iziet pagalmā, piezvanīt māsai.",
        "Atnesa rēķinus, sakārtojām tos mapē pa mēnešiem. Parāds par ūdeni sadalīts četros maksājumos.",
        "Tēvs ieradās pirmo reizi. Klausījās, pats pastāstīja, kā dienas paiet pēc darba zaudēšanas.",
        "Sagatavojām CV un nosūtījām uz divām vakancēm. Uz vienu pārrunas otrdien.",
        "Vienojāmies, ka nākamajā reizē piedalīsies arī vecmāmiņa, jo viņa pieskata bērnus trīs vakarus nedēļā.",
    ),
    "home_visit": (
        "Mājās silts, bērniem katram sava gulta. Kopā izdomājām, kur likt rakstāmgaldu.",
        "Gatavojām zupu no tā, kas bija mājās. Bērni mizoja burkānus un lepojās ar to.",
        "Virtuvē jauna elektrības rozete, vecā vairs nedzirksteļo. Namsaimniekam paldies par ātru remontu.",
        "Bērni rādīja skolas dienasgrāmatas. Matemātikā vajadzīga palīdzība, sarunāju pagarināto grupu.",
        "Aplūkojām, kā mazulim droši pieejams dzīvoklis: zāles augstajā plauktā, kāpņu vārtiņi uzlikti.",
        "Atnācu laikā, kad bērni mājās no skolas. Vakariņas pie galda, televizors izslēgts.",
        "Māte rādīja, kā kārto drēbes pa bērniem. Veļas mašīna salabota, mazgā trešdienās.",
        "Pārrunājām ziemas malku. Pagasts piešķīris trīs steru, atvedīs nākamnedēļ.",
    ),
    "family_assistant": (
        "Kopā gājām uz veikalu ar sarakstu. Iekļāvāmies 30 eiro.",
        "Rīta režīms: celties 7.00, brokastis, soma sakrāmēta vakarā. Šonedēļ izdevās četras dienas no piecām.",
        "Piedalījos vecāku sapulcē kopā ar māti. Jautājumus viņa uzdeva pati.",
        "Rakstījām pirkumu žurnālu. Māte saka, ka pirmo reizi redz, kur nauda paliek.",
        "Trenējāmies sarunai ar ārstu: ko teikt, ko pajautāt, ko pierakstīt.",
        "Mazgājām logus un smējāmies. Pēc tam izrunājām, kā lūgt palīdzību kaimiņienei.",
    ),
    "rehabilitation": (
        "Individuāla nodarbība ar bērnu, māte blakus. Būvējām no klučiem un nosaucām krāsas.",
        "Rotaļājāmies uz grīdas pusstundu bez telefona. Māte teica, ka nebija zinājusi, cik ilgi viņš var noturēties pie viena darba.",
        "Gatavojām pankūkas pēc receptes. Mērīja un lasīja vecākais bērns.",
        "Higiēnas ieradumi: zobu tabula pie spoguļa, vecāki atzīmē kopā ar bērniem.",
        "Strādājām pie smalkās motorikas – pogas, kniedes, plastilīns. Mājās turpinās pa desmit minūtēm.",
    ),
    "psychologist": (
        "Tēma: attiecības ģimenē pēc šķiršanās. Vienojāmies par nākamo tikšanos.",
        "Tēma: bērna bailes vakaros. Vecākiem ieteikts pastāvīgs vakara rituāls.",
        "Runājām par robežām un to, kā teikt „nē” bez kliegšanas.",
        "Pusaudzis stāstīja par draugiem un klasi. Lūdza, lai vecākiem pasaku tikai par skolu – tā arī daru.",
        "Emociju kartītes; bērns izvēlējās trīs un izskaidroja katru.",
    ),
    "lawyer": (
        "Uzturlīdzekļu lieta: sagatavots prasības pieteikums, vajadzīga bērna dzimšanas apliecības kopija.",
        "Izskaidrota saskarsmes kārtība pēc laulības šķiršanas. Māte domās līdz nākamajai reizei.",
        "Pārskatīts īres līgums. Uzteikuma termiņš ir mēnesis, ne nedēļa.",
        "Iesniegums Uzturlīdzekļu garantiju fondam nosūtīts.",
    ),
    "fgc": (
        "Sagatavošanās ģimenes konferencei: saraksts ar radiem un draugiem, kuri varētu nākt.",
        "Ģimene vienojās, kurš ko dara līdz pavasarim. Plāns nolasīts skaļi.",
    ),
    "mentoring": (
        "Pastaiga gar Mēmeli un saruna par skolu. Nākamreiz – bibliotēka.",
        "Kopā meklējām vasaras darbu un rakstījām pieteikumu.",
    ),
    "physiotherapist": ("Stājas vingrinājumi, bērns tos parāda arī mājās.", "Elpošanas un līdzsvara vingrinājumi, uzlabojas noturība."),
    "speech_therapist": ("Skaņas „š” un „s” – vārdu spēle ar attēliem.", "Stāstījām pasaku pēc bildēm, teikumi kļūst garāki."),
    "psychotherapist": ("Turpinām darbu pie pašapziņas; klusums vairs nebiedē.", "Runa par zaudējumu ģimenē un to, kas palīdz turēties."),
    "narcologist": ("Pārrunāts atbalsts, lai noturētos bez alkohola; nākamā vizīte pēc divām nedēļām.",),
    "gynaecologist": ("Konsultācija par ģimenes plānošanu un profilaktisko apskati.",),
    "hiv_specialist": ("Saruna ar jaunieti par drošību un veselību.",),
}
NOTES_LT: tuple[str, ...] = (
    "Aptarėme vaiko savaitės ritmą: kada pamokos, kada laikas pabūti kartu. Globėja sako, kad vakarai ramesni.",
    "Kartu užpildėme prašymą mokyklai dėl papildomos pagalbos. Atsakymo lauksime dvi savaites.",
    "Vaikas papasakojo apie draugus kieme. Paprašė, kad kitą kartą eitume į biblioteką.",
    "Kalbėjome apie susitikimus su biologine šeima: kas padeda vaikui po jų nurimti.",
    "Apsilankiau namuose. Vaikas turi savo kampą, ant sienos kabo jo piešiniai.",
    "Globėja klausė apie mokymus. Užsirašė į rudens grupę.",
)


def phrase(rng: random.Random, service: str, country: str = "LV") -> str:
    """A note for a meeting of a service, or nothing where none fits."""
    if country == "LT":
        return rng.choice(NOTES_LT)
    return rng.choice(NOTES.get(service, NOTES["social_work"]))
