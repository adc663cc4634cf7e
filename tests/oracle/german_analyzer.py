"""The program's own analysis of words, asked by --analyze: what is tested is what is made of it."""
import subprocess


class Token:
    def __init__(self, row):
        place, self.text, self.form, kind, self.term = row.split("\t")[:5]  # parts may follow
        self.offset, self.stop = int(place), kind == "stop"


class Analyzer:
    """words: without blanks; a word with hyphens has several tokens"""

    def __init__(self, search):
        self.search, self.known = search, {}

    def trace(self, text):
        done = subprocess.run([self.search, "--analyze", text], check=True, capture_output=True, text=True, encoding="utf-8")
        return [Token(row) for row in done.stdout.splitlines()]

    def learn(self, words):
        fresh = sorted(set(words) - set(self.known))
        plain = [w for w in fresh if "-" not in w]
        for start in range(0, len(plain), 400):
            some = plain[start:start + 400]
            tokens = self.trace(" ".join(some))
            assert [t.text for t in tokens] == some, "each word is a token"
            for word, token in zip(some, tokens):
                token.offset = 0
                self.known[word] = [token]
        for word in set(fresh) - set(plain):
            self.known[word] = self.trace(word)

    def tokens(self, word):
        if word not in self.known:
            self.learn([word])
        return self.known[word]

    def places(self, words, first=0):
        """[(token, position)] of a text, and the position behind it"""
        found = []
        for word in words:
            tokens = self.tokens(word)
            found += [(t, first + t.offset) for t in tokens]
            first += 1 + max(t.offset for t in tokens)
        return found, first
