"""Invented names. Given names are common ones; surnames are drawn from nature and crafts."""

import random
from dataclasses import dataclass

GIRLS = (
    "Agnese Aiva Alise Anete Annija Baiba Beāte Dace Daina Diāna Dita Dzintra Elza Emīlija Endija Esma Estere Eva Evelīna Gunta Ilona Ilva Indra Inese Ingūna "
    "Iveta Justīne Karlīna Kate Katrīna Kristiāna Laima Lāsma Laura Liene Līga Līva Loreta Luīze Madara Maija Mairita Marija Marta Melānija Mirdza Monta Nellija "
    "Nora Odrija Olita Paula Rasma Rebeka Renāte Rita Rūta Sabīne Samanta Sanita Santa Sarmīte Signe Silvija Sintija Skaidrīte Solvita Tīna Una Valda Vanesa "
    "Velga Vineta Viola Vita Zane Zelma Zenta Žanete"
).split()
BOYS = (
    "Adrians Aigars Ainārs Aivis Aldis Alvis Armands Arnis Artis Arvis Atis Aivars Bruno Dainis Dāvis Didzis Edgars Eduards Egils Elvis Emīls Eriks Ernests Gatis Gints "
    "Guntars Gustavs Harijs Henriks Ingus Intars Ivo Jēkabs Jurģis Kaspars Klāvs Krists Lauris Leo Linards Māris Markuss Mārtiņš Matīss Miks Mikus Modris Normunds Oskars "
    "Oto Pauls Pēteris Raitis Ralfs Raivis Reinis Renārs Ričards Rihards Roberts Rolands Rūdolfs Sandis Teodors Tomass Toms Uldis Uģis Valters Valts Vilnis Viesturs Zigmārs"
).split()
# Each surname in its feminine and its masculine form.
SURNAMES = [
    ("Ābeļziede", "Ābeļzieds"),
    ("Avotkalne", "Avotkalns"),
    ("Baltgalve", "Baltgalvis"),
    ("Bebrupe", "Bebrups"),
    ("Brūklenāja", "Brūklenājs"),
    ("Cīrulīte", "Cīrulītis"),
    ("Dadzīte", "Dadzītis"),
    ("Dumbrāja", "Dumbrājs"),
    ("Dzeguzīte", "Dzeguzītis"),
    ("Ezerkalne", "Ezerkalns"),
    ("Gailīte", "Gailītis"),
    ("Gobziņa", "Gobziņš"),
    ("Grāvīte", "Grāvītis"),
    ("Irbīte", "Irbītis"),
    ("Jasmīne", "Jasmīns"),
    ("Jūrkalne", "Jūrkalns"),
    ("Kalmīte", "Kalmītis"),
    ("Kamenīte", "Kamenītis"),
    ("Kļavkalne", "Kļavkalns"),
    ("Krastkalne", "Krastkalns"),
    ("Krūklīte", "Krūklītis"),
    ("Ķiršukalne", "Ķiršukalns"),
    ("Lapegle", "Lapeglis"),
    ("Lazdukalne", "Lazdukalns"),
    ("Liepziede", "Liepzieds"),
    ("Lokmane", "Lokmanis"),
    ("Madarkalne", "Madarkalns"),
    ("Mežvide", "Mežvids"),
    ("Mellupe", "Mellups"),
    ("Niedrīte", "Niedrītis"),
    ("Ozolkalne", "Ozolkalns"),
    ("Paparde", "Papardis"),
    ("Paeglīte", "Paeglītis"),
    ("Pīlādze", "Pīlādzis"),
    ("Pļavkalne", "Pļavkalns"),
    ("Priedkalne", "Priedkalns"),
    ("Puķukalne", "Puķukalns"),
    ("Purenkalne", "Purenkalns"),
    ("Rasmane", "Rasmanis"),
    ("Riekstkalne", "Riekstkalns"),
    ("Rožlapa", "Rožlaps"),
    ("Rudzīte", "Rudzītis"),
    ("Saulgrieze", "Saulgriezis"),
    ("Sīlīte", "Sīlītis"),
    ("Skudrīte", "Skudrītis"),
    ("Smiltniece", "Smiltnieks"),
    ("Sniegpulkstene", "Sniegpulkstenis"),
    ("Spārīte", "Spārītis"),
    ("Strautkalne", "Strautkalns"),
    ("Strazdīte", "Strazdītis"),
    ("Šalkone", "Šalkons"),
    ("Tālkalne", "Tālkalns"),
    ("Upkalne", "Upkalns"),
    ("Vālodze", "Vālodzis"),
    ("Vējkalne", "Vējkalns"),
    ("Vēriņa", "Vēriņš"),
    ("Vītolkalne", "Vītolkalns"),
    ("Vizbule", "Vizbulis"),
    ("Zeltkalne", "Zeltkalns"),
    ("Zīlīte", "Zīlītis"),
    ("Zvaigznīte", "Zvaigznītis"),
    ("Zvirbulīte", "Zvirbulītis"),
    ("Žagatiņa", "Žagatiņš"),
    ("Žubīte", "Žubītis"),
]
GIRLS_LT = "Aistė Austėja Birutė Daiva Eglė Gabija Giedrė Ieva Jurgita Kotryna Lina Miglė Neringa Rasa Rugilė Ugnė Viltė".split()
BOYS_LT = "Arnas Aurimas Dominykas Domas Gytis Jokūbas Justas Kajus Linas Lukas Matas Mindaugas Nojus Rokas Tadas Vytas Žygimantas".split()
SURNAMES_LT = [
    ("Berželytė", "Berželis"),
    ("Gluosnytė", "Gluosnis"),
    ("Kregždytė", "Kregždys"),
    ("Lubinaitė", "Lubinas"),
    ("Mėtaitė", "Mėta"),
    ("Ramunytė", "Ramunis"),
    ("Uosytė", "Uosys"),
    ("Vieversytė", "Vieversys"),
]


@dataclass(frozen=True)
class Namer:
    """Draws names from one seeded source."""

    rng: random.Random
    country: str = "LV"

    def surname(self) -> tuple[str, str]:
        """(feminine, masculine)."""
        return self.rng.choice(SURNAMES if self.country == "LV" else SURNAMES_LT)

    def first(self, sex: str) -> str:
        girls, boys = (GIRLS, BOYS) if self.country == "LV" else (GIRLS_LT, BOYS_LT)
        return self.rng.choice(girls if sex == "female" else boys)


LV_PLURALS = (
    ("ītis", "īšu"),
    ("nis", "ņu"),
    ("lis", "ļu"),
    ("dzis", "džu"),
    ("dis", "žu"),
    ("zis", "žu"),
    ("vis", "vju"),
    ("ņš", "ņu"),
    ("s", "u"),
)
LT_PLURALS = (("dys", "džių"), ("ys", "ių"), ("is", "ių"), ("as", "ų"), ("a", "ų"))


def family_heading(feminine: str, masculine: str, country: str = "LV") -> str:
    """What a worker types over a file: the surname in the plural and the word family."""
    endings, word = (LV_PLURALS, "ģimene") if country == "LV" else (LT_PLURALS, "šeima")
    old, new = next(pair for pair in endings if masculine.endswith(pair[0]))
    return f"{masculine.removesuffix(old)}{new} {word}"
