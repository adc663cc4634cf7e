#!/usr/bin/env python3
"""Xapian's term generator and query parser with the German stemmer and their default strategies; AND between words."""
import xapian

import pair_files


def make_database(stemmer):
    database = xapian.WritableDatabase("", xapian.DB_BACKEND_INMEMORY)
    generator = xapian.TermGenerator()
    generator.set_stemmer(stemmer)
    for name, text in pair_files.read_documents():
        document = xapian.Document()
        document.set_data(name)
        generator.set_document(document)
        generator.index_text(text)
        database.add_document(document)
    return database


def main():
    print("# Xapian %s, stemmer german" % xapian.version_string())
    stemmer = xapian.Stem("german")
    database = make_database(stemmer)
    parser = xapian.QueryParser()
    parser.set_stemmer(stemmer)
    parser.set_database(database)
    parser.set_default_op(xapian.Query.OP_AND)
    enquire = xapian.Enquire(database)
    for qid, query in pair_files.read_queries():
        enquire.set_query(parser.parse_query(query))
        hits = enquire.get_mset(0, database.get_doccount())
        pair_files.write_hits(qid, [(hit.document.get_data().decode(), hit.weight) for hit in hits])


if __name__ == "__main__":
    main()
