"""Random corpora and queries: skewed words, few and many documents, every kind of query."""


def corpus(rng, size, words, longest):
    """documents of words w0, w1, ... where a low number is frequent; some are empty, some alike, some clustered"""
    names = ["w%d" % i for i in range(words)]
    documents = []
    for _ in range(size):
        kind = rng.random()
        if kind < 0.02:
            documents.append([])
        elif kind < 0.06 and documents:
            documents.append(list(rng.choice(documents)))
        else:
            length = 1 + int(longest * rng.random() ** 3)
            documents.append([names[int(words * rng.random() ** 4)] for _ in range(length)])
    return documents


def word(rng, documents, words):
    if rng.random() < 0.7:
        document = rng.choice(documents)
        if document:
            return rng.choice(document)
    return "w%d" % rng.randrange(words + 2)


def phrase(rng, documents, words):
    length = rng.choice((2, 2, 3))
    document = rng.choice(documents)
    if len(document) >= length and rng.random() < 0.8:
        start = rng.randrange(len(document) - length + 1)
        tokens = document[start:start + length]
    else:
        tokens = [word(rng, documents, words) for _ in range(length)]
    distance = rng.choice((0, 0, 1, 3))
    if distance and len(set(tokens)) < len(tokens):
        distance = 0
    return ("phrase", tokens, distance)


def leaf(rng, documents, words, role, phrases):
    if phrases and rng.random() < 0.3:
        kind, tokens, distance = phrase(rng, documents, words)
        return (kind, role, tokens, distance)
    return ("word", role, word(rng, documents, words))


def query(rng, documents, words):
    """a tree and its text"""
    shape = rng.choice(("or", "or", "long", "and", "mixed", "mixed", "phrase", "nested"))
    if shape == "nested":
        return nested(rng, documents, words)
    count = {"or": rng.randint(1, 5), "long": rng.randint(8, 20), "and": rng.randint(2, 4), "mixed": rng.randint(2, 6),
             "phrase": rng.randint(1, 3)}[shape]
    children = []
    for i in range(count):
        role = {"and": "must", "mixed": rng.choice(("must", "should", "should", "not"))}.get(shape, "should")
        if role == "not" and i == 0:
            role = "should"
        children.append(leaf(rng, documents, words, role, shape in ("phrase", "mixed")))
    return ("group", "must", children), " ".join(text(c) for c in children)


def text(node):
    sign = {"must": "+", "should": "", "not": "-"}[node[1]]
    if node[0] == "word":
        return sign + node[2]
    if node[0] == "phrase":
        return sign + '"' + " ".join(node[2]) + '"' + ("~%d" % node[3] if node[3] else "")
    return sign + "(" + " ".join(text(c) for c in node[2]) + ")"


def nested(rng, documents, words):
    children = []
    for _ in range(rng.randint(1, 3)):
        role = rng.choice(("must", "should", "should"))
        if rng.random() < 0.6:
            inner = [leaf(rng, documents, words, rng.choice(("must", "should", "should")), True)
                     for _ in range(rng.randint(1, 3))]
            children.append(("group", role, inner))
        else:
            children.append(leaf(rng, documents, words, role, True))
    if rng.random() < 0.3:
        children.append(leaf(rng, documents, words, "not", True))
    return ("group", "must", children), " ".join(text(c) for c in children)
