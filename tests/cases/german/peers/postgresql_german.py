#!/usr/bin/env python3
"""PostgreSQL's german configuration: to_tsvector, plainto_tsquery, ts_rank. In a cluster of its own that is gone at the end.

Run by root, the cluster belongs to nobody; PostgreSQL does not run as root.
"""
import glob
import os
import shutil
import signal
import subprocess
import sys
import tempfile

import pair_files

QUERY = "SELECT q.id, d.id, ts_rank(d.words, q.words) FROM q JOIN d ON d.words @@ q.words ORDER BY q.line, 3 DESC, d.line"


def find_program(name):
    """Debian keeps a server's programs out of the path; what is in the path may be a wrapper"""
    path = next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin/" + name), reverse=True)), None) or shutil.which(name)
    if not path:
        sys.exit("PostgreSQL: no %s" % name)
    return path


class Cluster:
    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="pairs")
        self.user = ["runuser", "-u", "nobody", "--"] if os.geteuid() == 0 else []
        if self.user:
            shutil.chown(self.folder, "nobody")
        self.data, self.server = os.path.join(self.folder, "data"), None
        try:
            self.run(find_program("initdb"), "-D", self.data, "-U", "pairs", "-A", "trust", "-N", "-E", "UTF8", "--locale", "C.UTF-8")
            self.run(find_program("pg_ctl"), "-D", self.data, "-w", "-s", "-l", os.path.join(self.folder, "log"), "-o",
                     "-k %s -c listen_addresses= -c fsync=off" % self.folder, "start")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if os.path.exists(os.path.join(self.data, "postmaster.pid")):
            self.run(find_program("pg_ctl"), "-D", self.data, "-w", "-s", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def run(self, *command, text=""):
        """an interrupt ends the command gently: initdb and its children must be gone before the folder is"""
        with subprocess.Popen([*self.user, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
                              cwd=self.folder) as process:
            try:
                output = process.communicate(text)[0]
            except BaseException:
                process.terminate()
                process.communicate()
                raise
        if process.returncode != 0:
            sys.exit("PostgreSQL: %s failed" % os.path.basename(command[0]))
        return output

    def ask(self, statements):
        return self.run(find_program("psql"), "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", self.folder,
                        "-U", "pairs", "-d", "postgres", text=statements)


def copy_rows(table, rows):
    def field(text):
        for character, escape in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
            text = text.replace(character, escape)
        return text
    lines = ["\t".join(map(field, row)) for row in rows]
    return "\n".join(["COPY %s (id, text) FROM stdin;" % table] + lines + ["\\.", ""])


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the cluster goes in any case
    setup = "SET client_min_messages = warning;\n"
    for table in (("d", "tsvector"), ("q", "tsquery")):
        setup += "CREATE TABLE %s (line serial, id text, text text, words %s);\n" % table
    setup += copy_rows("d", pair_files.read_documents()) + copy_rows("q", pair_files.read_queries())
    setup += "UPDATE d SET words = to_tsvector('german', text);\nUPDATE q SET words = plainto_tsquery('german', text);\n"
    with Cluster() as cluster:
        print("# PostgreSQL %s, german" % cluster.ask("SHOW server_version;").split()[0])
        hits = {}
        for line in cluster.ask(setup + QUERY + ";").splitlines():
            qid, document, score = line.split("\t")
            hits.setdefault(qid, []).append((document, float(score)))
    for qid, found in hits.items():
        pair_files.write_hits(qid, found)


if __name__ == "__main__":
    main()
