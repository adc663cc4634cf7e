#!/usr/bin/env python3
"""Measures, p-values and faults of input against values that were computed by hand."""
import os
import tempfile

import quality_path  # noqa: F401, first: it makes the next ones known
import folds
import measures
import significance


def near(found, expected, what):
    assert len(found) == len(expected), what
    for a, b in zip(found, expected):
        assert abs(a - b) < 5e-7, f"{what}: {found}, expected {expected}"


def check_measures():
    judged = {"d1": 1, "d2": 0, "d3": 2, "d9": 1, "d5": -1}
    # Order d2 d3 d1 d5: (2/log2(3) + 1/log2(4)) / (2 + 1/log2(3) + 1/log2(4)); (1/2 + 2/3) / 3; 2/3; 0.
    near(measures.measure_query(judged, {"d1": 2.0, "d2": 3.0, "d3": 2.0, "d5": 1.0}),
         (0.562727, 0.388889, 0.666667, 0), "a tie and graded relevance")
    near(measures.measure_query(judged, {"d3": 1.0}), (2 / 3.1309298, 1 / 3, 1 / 3, 1), "one hit")
    near(measures.measure_query(judged, {}), (0, 0, 0, 0), "no hits")
    near(measures.measure_query({"d1": 0, "d2": -2}, {"d1": 1.0}), (0, 0, 0, 0), "nothing relevant")
    long_run = {f"x{rank:03}": 200.0 - rank for rank in range(1, 102)}
    # (1/11 + 2/101) / 2; rank 11 lies behind nDCG's cut, rank 101 behind that of recall.
    near(measures.measure_query({"x011": 1, "x101": 1}, long_run), (0, 0.0553555, 0.5, 0), "cuts")
    ten = {f"x{rank:03}": 1 for rank in range(1, 13)}
    near(measures.measure_query(ten, long_run), (1, 1, 1, 1), "the ideal has ten documents, too")
    rows = measures.measure_run({"a": {"d": 1}, "b": {"d": 1}}, {"a": {"d": 1.0}, "c": {"d": 1.0}})
    near(measures.means(rows.values()), (0.5, 0.5, 0.5, 0.5), "a query that the run lacks counts 0")
    assert set(rows) == {"a", "b"}


def check_order():
    assert measures.ranking({"a": 1.0, "b": 1.0, "z": 0.5, "c": 2.0}) == ["c", "b", "a", "z"]
    assert measures.ranking({"z": 1.0, "Ä": 1.0}) == ["Ä", "z"], "byte order, downwards"
    assert measures.ranking({"a": 1.00000002, "b": 1.00000001}) == ["b", "a"], "equal as 32-bit floats"
    assert measures.ranking({"a": -1.0, "b": -2.0}) == ["a", "b"]


def check_significance():
    near([significance.sign_test([0.1] * 5 + [0.0] * 3)], [2 / 32], "five better")
    near([significance.randomisation_test([0.1] * 5 + [0.0] * 3)], [2 / 32], "five better by chance")
    # +-3 +-1 +-1 is at least 3 from 0 in six of eight cases.
    near([significance.randomisation_test([3, 1, -1])], [6 / 8], "three differences")
    near([significance.sign_test([3, 1, -1])], [1], "two against one")
    near([significance.sign_test([]), significance.randomisation_test([0.0])], [1, 1], "nothing moved")
    # 15 better, 5 worse, all alike: both tests ask the same; 2 * 21700 / 2^20.
    alike = [0.2] * 15 + [-0.2] * 5
    near([significance.sign_test(alike)], [0.0413895], "binomial")
    sampled = significance.randomisation_test(alike)
    assert abs(sampled - 0.0413895) < 0.008, sampled    # four standard deviations of 10,000 samples
    assert sampled == significance.randomisation_test(alike)
    # 300 differences of both signs, balanced: nothing to see. 300 alike: certainly.
    assert significance.randomisation_test([0.1, -0.1] * 150) > 0.9
    assert significance.randomisation_test([0.1] * 300) < 0.001


def check_folds():
    assert folds.parse_grid("k1=0.9,1.2;b=0.4") == [["--k1", "0.9", "--b", "0.4"], ["--k1", "1.2", "--b", "0.4"]]
    assert folds.parse_grid("all;k1=1") == [["--k1", "1"], ["--all", "--k1", "1"]]
    for bad in ("", "k1=", "=1", "k1=1,;b=2", "--k1=1"):
        try:
            folds.parse_grid(bad)
        except measures.Fault:
            continue
        raise AssertionError(f"the grid {bad!r} was taken")
    parts = folds.make_folds([f"s{i}" for i in range(10)] + [f"p{i}" for i in range(20)], 5)
    for fold in range(5):
        mine = [qid for qid in parts if parts[qid] == fold]
        assert (sum(q[0] == "s" for q in mine), sum(q[0] == "p" for q in mine)) == (2, 4), mine
    assert measures.group_of("xq12a") == "xq" and measures.group_of("7") == ""


def fault_of(read, content, folder):
    path = os.path.join(folder, "file")
    with open(path, "wb") as file:
        file.write(content)
    try:
        read(path)
    except measures.Fault as fault:
        return str(fault)
    return None


def check_faults(folder):
    qrels, run, queries = measures.read_qrels, measures.read_run, measures.read_queries
    for read, content, told in (
            (qrels, b"q 0 d 1\nq 0 e 0\n\n", None), (qrels, b"q\t0\td  1\r\n", None), (qrels, b"", "no judgements"),
            (qrels, b"q 0 d 1\nq 0 d 1\n", ":2: the document d comes twice"), (qrels, b"q 0 d x\n", ":1: not of the form"),
            (qrels, b"q 0 d\n", ":1:"), (qrels, b"q 0 \xff 1\n", "decode"),
            (run, b"q Q0 d 1 2.5e0 t\n", None), (run, b"", None), (run, b"q Q0 d 1 nan t\n", ":1: not of the form"),
            (run, b"q Q0 d 1 1\n", ":1:"), (run, b"q Q0 d 1 1 t\nq Q0 d 2 1 t\n", ":2:"),
            (queries, "q1\tÄhre\u2028Korn\nq2\t\n".encode(), None), (queries, b"q1 Haus\n", ":1:"),
            (queries, b"q\ta\nq\tb\n", ":2: the query q comes twice")):
        found = fault_of(read, content, folder)
        assert found is None if told is None else found and told in found and "\n" not in found, (content, found)


def main():
    check_measures()
    check_order()
    check_significance()
    check_folds()
    with tempfile.TemporaryDirectory() as folder:
        check_faults(folder)


if __name__ == "__main__":
    main()
