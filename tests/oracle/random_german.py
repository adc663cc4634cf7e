"""Random German: simple words, compounds of them, hyphens, titles; the file of compounds that a user might give; queries."""

# None is a verb's prefix ("weg"): words are analysed one by one here, and a prefix may join with a verb of its text.
SIMPLE = """haus tür garten schlüssel wald pfad arzt kind buch geschichte regal schule hof wasser preis lampe schirm fabrik vogel
futter zug brücke bahn strasse laterne apfel kuchen rezept honig bau markt platz wohnung suche miete vertrag krankheit versicherung
software fehler betrieb rat wahl hund hütte bild rahmen sonne blume""".split()
INFLECTED = {"haus": ("häuser", "hauses"), "tür": ("türen",), "garten": ("gärten",), "wald": ("wälder", "waldes"), "kind": ("kinder",),
             "buch": ("bücher",), "schule": ("schulen",), "preis": ("preise",), "lampe": ("lampen",), "brücke": ("brücken",),
             "strasse": ("strassen",), "apfel": ("äpfel",), "wohnung": ("wohnungen",), "hund": ("hunde",), "blume": ("blumen",),
             "bau": ("bauen",)}
LINKS = {"geschichte": "geschichts", "wohnung": "wohnungs", "betrieb": "betriebs", "kind": "kinder", "hund": "hunde", "sonne": "sonnen",
         "lampe": "lampen", "brücke": "brücken", "strasse": "strassen", "schule": "schul", "miete": "miet", "krankheit": "krankheits",
         "versicherung": "versicherungs", "rat": "rats", "blume": "blumen", "bild": "bilder", "buch": "bücher"}
STOP = ("der", "und", "ist", "nicht", "am")


class Language:
    """the words of one test"""

    def __init__(self, rng, compounds=60):
        self.rng = rng
        self.compounds = [self.compound() for _ in range(compounds)]
        self.compounds += [w.replace("a", "ä", 1) for w in self.compounds[::6]]  # one stem, written in two ways
        self.words = SIMPLE + [w for forms in INFLECTED.values() for w in forms] + list(STOP) + self.compounds * 2
        rng.shuffle(self.words)
        self.exceptions = {}
        for _ in range(compounds // 3):
            self.add_exception()

    def pieces(self):
        return [self.rng.choice(SIMPLE) for _ in range(self.rng.choice((2, 2, 2, 3)))]

    def compound(self):
        pieces = self.pieces()
        last = self.rng.choice(INFLECTED.get(pieces[-1], ()) + (pieces[-1],))
        return "".join(LINKS.get(p, p) for p in pieces[:-1]) + last

    def add_exception(self):
        """a word that is split as no one would, one that stays whole, one that is cut in the middle of its parts' parts"""
        draw = self.rng.random()
        if draw < 0.3:
            self.exceptions[self.rng.choice(self.compounds)] = ""
        elif draw < 0.6:
            pieces = self.pieces() + self.pieces()[:1]
            cut = self.rng.randrange(1, len(pieces))
            self.exceptions["".join(pieces)] = "+".join(("".join(pieces[:cut]), "".join(pieces[cut:])))
            self.compounds += ["".join(pieces), "".join(pieces[:cut]), "".join(pieces[cut:])]
            self.words.append(self.compounds[-3])
        else:
            pieces = self.pieces()
            self.exceptions["".join(pieces)] = "+".join(pieces)
            self.words += ["".join(pieces)] * self.rng.randrange(3)
            self.compounds.append("".join(pieces))

    def write_exceptions(self, path):
        with open(path, "w", encoding="utf-8") as f:
            f.writelines("%s\t%s\n" % pair if pair[1] else pair[0] + "\n" for pair in self.exceptions.items())

    def word(self):
        """a low place is frequent"""
        word = self.words[int(len(self.words) * self.rng.random() ** 2)]
        if self.rng.random() < 0.03:
            word = "-".join(self.pieces()[:2])
        return word.capitalize() if self.rng.random() < 0.4 else word

    def document(self, longest):
        title = [self.word() for _ in range(self.rng.randrange(5))] if self.rng.random() < 0.5 else []
        return title, [self.word() for _ in range(int(longest * self.rng.random() ** 2))]

    def documents(self, size, longest):
        """[(title, text)], lists of words; a document without any is none"""
        drawn = [self.document(longest) for _ in range(size)]
        return [d if d[0] or d[1] else ([], [self.word()]) for d in drawn]


class Queries:
    """trees: ("word", role, text), ("phrase", role, [words], distance), ("group", role, [children])"""

    def __init__(self, language, documents):
        self.rng, self.language = language.rng, language
        self.documents = [d for d in documents if len(d[1]) > 3] or documents
        self.there = [w for d in documents for field in d for w in field if "-" not in w]
        self.long = [w for w in self.there if len(w) > 8] or self.there

    def word(self):
        draw = self.rng.random()
        if draw < 0.4:
            return self.rng.choice(self.long)
        if draw < 0.5:
            return self.rng.choice(list(self.language.exceptions))
        if draw < 0.55:
            return "-".join(self.language.pieces()[:2])
        return self.rng.choice(self.there) if draw < 0.97 else "xqz"

    def phrase(self):
        title, text = self.rng.choice(self.documents)
        words = text if len(text) > 3 else title + text
        length, distance = self.rng.choice((1, 1, 2, 2, 3)), self.rng.choice((0, 0, 0, 2))
        start = self.rng.randrange(max(1, len(words) - length))
        chosen = words[start:start + length] or [self.word()]
        if len(chosen) == 1 or len(set(w.lower() for w in chosen)) < len(chosen):
            distance = 0
        return chosen, distance

    def leaf(self, role):
        if self.rng.random() < 0.2:
            words, distance = self.phrase()
            return ("phrase", role, words, distance)
        return ("word", role, self.word())

    def group(self, role, depth):
        children = []
        for i in range(self.rng.randint(1, 4 if depth else 6)):
            own = self.rng.choice(("should", "should", "must", "must", "not")) if self.rng.random() < 0.6 else "should"
            if depth < 2 and self.rng.random() < 0.2:
                children.append(self.group(own, depth + 1))
            else:
                children.append(self.leaf(own))
        return ("group", role, children)

    def query(self):
        draw = self.rng.random()
        if draw < 0.35:
            return ("group", "must", [("word", "should", self.word()) for _ in range(self.rng.randint(1, 9))])
        if draw < 0.5:
            return ("group", "must", [("word", "must", self.word()) for _ in range(self.rng.randint(1, 3))])
        return self.group("must", 0)


def text(node, outer=True):
    sign = "" if outer else {"must": "+", "should": "", "not": "-"}[node[1]]
    if node[0] == "word":
        return sign + node[2]
    if node[0] == "phrase":
        return sign + '"' + " ".join(node[2]) + '"' + ("~%d" % node[3] if node[3] else "")
    inner = " ".join(text(c, False) for c in node[2])
    return inner if outer else sign + "(" + inner + ")"
