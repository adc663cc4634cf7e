"""Bytes read from the front."""


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, size):
        assert size <= len(self.data) - self.at, "the bytes end too early"
        self.at += size
        return self.data[self.at - size:self.at]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                assert byte or shift == 7, "a varint is not in its shortest form"
                return value

    def text(self):
        return self.take(self.varint())
