"""Lives worth reading: twenty families of the everyday work, each a few beats over months.

A beat: days before today, service, who was there (m mother, f father, g grandmother, 1 2 3 children), what was written.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Beat:
    """One thing that happened."""

    ago: int
    service: str
    who: str
    text: str
    status: str = "held"
    protected: str = ""


@dataclass(frozen=True)
class Story:
    """A family: its name and shape, where it is on its way, and what happened."""

    surname: tuple[str, str]
    ages: tuple[int, ...]
    adults: int
    site: str
    state: str
    beats: tuple[Beat, ...]
    former: str = ""  # the mother's earlier surname
    kind: str = ""
    again: int = 0  # days ago when the family came back: what was before is an earlier stay


def _b(ago: int, service: str, who: str, text: str, status: str = "held", protected: str = "") -> Beat:
    return Beat(ago, service, who, text, status, protected)


STORIES: tuple[Story, ...] = (
    Story(("Vītolkalne", "Vītolkalns"), (11, 7, 2), 2, "bauska", "active", (
        _b(270, "social_work", "m", "Pirmā saruna. Māte stāsta, ka pēc pārcelšanās no laukiem bērniem pietrūkst draugu, pašai – darba."),
        _b(252, "home_visit", "m123", "Dzīvoklis divās istabās, silts. Vidējam bērnam vēl nav savas gultas."),
        _b(231, "psychologist", "m", "Tēma: attiecības ar bērnu tēvu pēc šķiršanās.", protected="Runā par bailēm no sarunām pa telefonu vakaros. Vienojāmies par drošības frāzi."),
        _b(203, "home_visit", "m12", "Uzlikām skolas dienas režīmu uz ledusskapja. Vecākais pats zīmēja."),
        _b(160, "lawyer", "m", "Uzturlīdzekļu lieta: pieteikums gatavs, trūkst viena paraksta."),
        _b(118, "social_work", "m", "Klases audzinātāja raksta, ka kavējumu vairs nav. Māte to izlasīja skaļi divas reizes."),
        _b(63, "home_visit", "m123", "Gultiņa klāt, bērni to salika kopā ar māti. Mazākais gulēja tajā jau pirmajā dienā."),
        _b(34, "lawyer", "m", "Bērns saslima, māte piezvanīja iepriekš.", "no_show"),
        _b(12, "home_visit", "m12", "Kopā sastādījām decembra budžetu. Paliek dāvanām un siltiem zābakiem."),
    ), former="Asarkalne"),
    Story(("Kļavkalne", "Kļavkalns"), (14, 9), 1, "bauska", "active", (
        _b(300, "social_work", "m", "Māte atnāca pati. Vecākais dēls trīs nedēļas nav bijis skolā."),
        _b(286, "psychologist", "1", "Zēns runā maz, zīmē motociklus. Vienojāmies, ka drīkst klusēt.", protected="Pieminēja, ka klasē viņu apceļ auguma dēļ. Mātei vēl nav teicis."),
        _b(240, "home_visit", "m12", "Rīta modinātājs un brokastis – divas dienas no piecām izdevās."),
        _b(201, "mentoring", "1", "Mentore un zēns remontēja velosipēdu. Runāja par praksi servisā."),
        _b(150, "social_work", "m", "Skolā sākti individuāli uzdevumi, zēns nāk uz trim stundām dienā."),
        _b(96, "mentoring", "1", "Pirmā diena servisā aizvadīta. Smaida."),
        _b(41, "social_work", "m1", "Atzīmes ir visos priekšmetos. Mātei jautājums par ziemas apģērbu."),
    )),
    Story(("Grāvīte", "Grāvītis"), (4, 1), 2, "bauska", "stepping_down", (
        _b(420, "social_work", "mf", "Jauna ģimene bez radiem tuvumā. Lūdz padomu par mazuļa miegu."),
        _b(400, "family_assistant", "m2", "Vanna, barošana, pastaiga – darījām kopā, nākamreiz māte dara pati."),
        _b(365, "family_assistant", "mf12", "Tēvs pats pagatavoja pusdienas, rādīja savu recepti."),
        _b(300, "home_visit", "mf12", "Mājās kārtīgs miega režīms, zīmējumi pie sienas."),
        _b(180, "social_work", "m", "Bērnudārza vieta piešķirta no septembra."),
        _b(60, "social_work", "mf", "Tiekamies reizi mēnesī. Abi saka, ka tiks galā."),
    )),
    Story(("Zīlīte", "Zīlītis"), (16, 13, 8, 5), 1, "bauska", "active", (
        _b(200, "social_work", "m", "Četri bērni, viena alga. Sakārtojām parādus pēc steidzamības."),
        _b(176, "lawyer", "m", "Parāda nomaksas grafiks ar namu pārvaldnieku – 12 mēneši."),
        _b(140, "home_visit", "m1234", "Bērni sadalīja darbus paši: sarakstu raksta trešā meita."),
        _b(90, "psychologist", "m", "Tēma: kā lūgt palīdzību, nejūtoties vainīgai."),
        _b(22, "social_work", "m", "Pirmais mēnesis bez jauna parāda."),
    )),
    Story(("Strazdīte", "Strazdītis"), (6,), 1, "bauska", "assessment", (
        _b(24, "social_work", "m", "Bērns pārcēlies no tēva pie mātes. Vajadzīga kārtība ar dokumentiem un skolu."),
        _b(9, "home_visit", "m1", "Māte rāda istabu. Bērns jautā, vai šeit drīkstēs turēt kaķi."),
    )),
    Story(("Rudzīte", "Rudzītis"), (10, 3), 2, "bauska", "planning", (
        _b(48, "social_work", "mf", "Tēvs pēc avārijas mājās, māte strādā maiņās."),
        _b(33, "home_visit", "mf12", "Pārrunājām, kurš kuru dienu ved bērnu uz dārziņu. Zīmējām nedēļu."),
        _b(15, "physiotherapist", "f", "Vingrinājumi mugurai, daļu var darīt mājās kopā ar bērnu."),
    )),
    Story(("Niedrīte", "Niedrītis"), (12, 10), 1, "bauska", "on_hold", (
        _b(210, "social_work", "m", "Ģimene lūdz atbalstu pēc mātes māsas nāves."),
        _b(180, "psychologist", "m1", "Kopīga saruna par sērām; bērns atnesa fotogrāfiju."),
        _b(70, "social_work", "m", "Māte uz laiku brauc pie radiem ar abiem bērniem, atgriezīsies decembrī."),
    )),
    Story(("Sīlīte", "Sīlītis"), (15,), 2, "bauska", "aftercare", (
        _b(520, "social_work", "mf1", "Pusaudze uz dažām dienām bija aizgājusi no mājām, atgriezās pati."),
        _b(500, "psychologist", "1", "Stāsta par strīdiem un par to, kas mājās ir labi.", protected="Lūdza vecākiem nestāstīt par draugu. Riska pazīmju nav."),
        _b(470, "fgc", "mfg1", "Ģimenes konference: vecmāmiņa piedāvāja brīvdienas laukos."),
        _b(300, "home_visit", "mf1", "Vakariņas kopā trīsreiz nedēļā jau pusgadu."),
        _b(120, "social_work", "mf1", "Noslēdzam. Vienojāmies sazvanīties pēc mēneša un pēc trim."),
        _b(88, "social_work", "m", "Zvans pēc mēneša: mierīgi, skolā prakse."),
    )),
    Story(("Lapegle", "Lapeglis"), (9, 5), 1, "bauska", "active", (
        _b(620, "social_work", "m", "Pirmais posms: parādi, aukstums, divi mazi bērni."),
        _b(560, "family_assistant", "m12", "Kopā kurinām krāsni un pierakstām, cik malkas aiziet."),
        _b(150, "social_work", "m", "Pēc asistentes aiziešanas grūtības atgriezušās, māte piezvanīja pati."),
        _b(130, "home_visit", "m12", "Sākam no jauna ar to, kas toreiz palīdzēja: mape rēķiniem, viens zvans nedēļā."),
        _b(44, "social_work", "m", "Mape pilna, bet kārtīga. Parāds samazinājies par trešdaļu."),
    ), former="Dižgalve", again=152),
    Story(("Madarkalne", "Madarkalns"), (7, 7), 2, "bauska", "active", (
        _b(240, "social_work", "mf", "Dvīņiem skolas sākums. Vecāki uztraucas par lasīšanu."),
        _b(220, "speech_therapist", "1", "Skaņu spēles, māsa gaida savu kārtu un palīdz."),
        _b(205, "speech_therapist", "2", "Tas pats uzdevums, cits ātrums. Abas uzslavētas."),
        _b(90, "home_visit", "mf12", "Lasa priekšā lelles. Vecāki klausās no virtuves."),
    )),
    Story(("Vējkalne", "Vējkalns"), (13, 6), 1, "bauska", "active", (
        _b(190, "social_work", "m", "Vardarbība beigusies, dzīvo citur. Adrese nevienam nav jāzina."),
        _b(172, "lawyer", "m", "Pagaidu aizsardzība piešķirta, izskaidroti termiņi."),
        _b(140, "psychologist", "m", "Miegs labāks.", protected="Stāsta par vainas sajūtu bērnu priekšā. Vingrinājums elpošanai."),
        _b(55, "home_visit", "m12", "Meitene ielika logā puķi. Mazais rāda jauno kāpņu telpas kodu, ko zina no galvas."),
    )),
    Story(("Ozolkalne", "Ozolkalns"), (2,), 2, "bauska", "active", (
        _b(110, "social_work", "mf", "Pirmais bērns, abiem pa deviņpadsmit gadiem. Dzīvo pie vīra vecākiem."),
        _b(92, "home_visit", "mfg1", "Vecmāmiņa palīdz, bet lēmumus grib pieņemt vecāki. To arī pārrunājām."),
        _b(20, "family_assistant", "m1", "Gājām pie ģimenes ārsta, jautājumi bija pierakstīti."),
    )),
    Story(("Avotkalne", "Avotkalns"), (11, 8), 1, "valmiera", "active", (
        _b(310, "social_work", "m", "Dēlam redzes traucējumi, māte meklē citus vecākus, ar ko parunāt."),
        _b(280, "psychologist", "m", "Par nogurumu un par to, kas dod spēku."),
        _b(120, "home_visit", "m12", "Palielināmais stikls un lampa pie galda. Brālis lasa priekšā."),
        _b(30, "social_work", "m", "Vecāku vakarā māte stāstīja par dokumentu kārtošanu – citi pierakstīja."),
    )),
    Story(("Pīlādze", "Pīlādzis"), (5, 3, 1), 2, "valmiera", "active", (
        _b(220, "social_work", "mf", "Trīs mazi bērni vienā istabā, tēvs strādā ārzemēs pa mēnesim."),
        _b(150, "family_assistant", "m123", "Iepirkumi ar sarakstu un trim bērniem. Izdevās bez asarām."),
        _b(61, "lawyer", "mf", "Dzīvokļa rinda: iesniegums papildināts."),
    )),
    Story(("Skudrīte", "Skudrītis"), (17, 12), 1, "valmiera", "stepping_down", (
        _b(400, "social_work", "m1", "Meita beidz skolu un grib mācīties par pavāri."),
        _b(260, "social_work", "1", "Kopmītne sarunāta, stipendijas iesniegums aizsūtīts."),
        _b(45, "social_work", "m", "Meita raksta katru dienu. Mātei tagad laiks jaunākajam."),
    )),
    Story(("Bebrupe", "Bebrups"), (9,), 1, "valmiera", "active", (
        _b(170, "social_work", "m", "Tēvs viens ar dēlu. Jautā, kā sapīt bizes, un tad smejas – dēlam gari mati."),
        _b(100, "psychologist", "1", "Zīmēja māti ar spārniem."),
        _b(26, "home_visit", "m1", "Bizes izdodas. Mājasdarbi pie virtuves galda."),
    )),
    Story(("Saulgrieze", "Saulgriezis"), (8, 4), 2, "cesis", "active", (
        _b(260, "social_work", "mf", "Pēc ugunsgrēka pagaidu dzīvoklī. Viss jāsāk no karotēm."),
        _b(235, "rehabilitation", "m12", "Rotaļas bez mantām: čiekuri, kastes, ēnas."),
        _b(80, "home_visit", "mf12", "Jauns dzīvoklis. Bērni rāda, kur kura gulta."),
    )),
    Story(("Purenkalne", "Purenkalns"), (13,), 1, "cesis", "active", (
        _b(140, "social_work", "m", "Māte ārstējas, dzīvo kopā ar savu mammu un meitu."),
        _b(118, "narcologist", "m", "Trešais mēnesis bez alkohola."),
        _b(37, "rehabilitation", "m1", "Kopā cepa maizi. Meita filmēja recepti."),
    )),
    Story(("Ramunytė", "Ramunis"), (10,), 2, "siauliai", "active", (
        _b(330, "social_work", "m", "Globėjai kreipėsi patarimo: vaikas naktimis nemiega po susitikimų."),
        _b(300, "psychologist", "1", "Vaikas piešė namą su dviem durimis ir paaiškino, kurios kada atsidaro."),
        _b(40, "home_visit", "mf1", "Naktys ramesnės. Ant sienos kabo susitikimų kalendorius."),
    ), kind="guardian"),
    Story(("Uosytė", "Uosis"), (6, 4), 2, "siauliai", "active", (
        _b(200, "social_work", "mf", "Broliai apsigyveno kartu. Šeima klausia, kaip pasakoti vaikams jų istoriją."),
        _b(90, "home_visit", "mf12", "Gyvenimo knygos pirmi puslapiai: nuotraukos, vardai, mėgstami valgiai."),
    ), kind="foster"),
)  # fmt: skip
