#!/usr/bin/env python3
"""SQLite FTS5 with its default tokenizer, unicode61. Every word of a query is quoted; blanks between words are AND."""
import sqlite3

import pair_files


def main():
    print("# SQLite %s FTS5, unicode61" % sqlite3.sqlite_version)
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE d USING fts5(id UNINDEXED, text)")
    database.executemany("INSERT INTO d VALUES (?, ?)", pair_files.read_documents())
    for qid, query in pair_files.read_queries():
        words = " ".join('"%s"' % word.replace('"', '""') for word in query.replace('"', " ").split())
        rows = database.execute("SELECT id, -rank FROM d WHERE d MATCH ? ORDER BY rank", (words,))
        pair_files.write_hits(qid, rows)


if __name__ == "__main__":
    main()
