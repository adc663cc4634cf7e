"""Cross-validation over a grid of search options: what the best setting would give on queries it was not chosen by."""
import itertools
import random

from measures import NAMES, Fault, group_of, means
from tables import print_head, print_row, print_significance

SEED = 20170901


def parse_grid(text):
    """"k1=0.9,1.2;all" -> lists of options: every value of k1, each with and without --all."""
    axes = []
    for item in text.split(";"):
        name, equals, values = item.strip().partition("=")
        if not name or name.startswith("-") or (equals and not all(v.strip() for v in values.split(","))):
            raise Fault(f"--grid: {item!r} is not of the form name=value,value or name")
        option = ("-" if len(name) == 1 and name != "b" else "--") + name
        axes.append([[option, value.strip()] for value in values.split(",")] if equals else [[], [option]])
    return [list(itertools.chain(*choice)) for choice in itertools.product(*axes)]


def make_folds(qids, count):
    """{qid: fold}: an even share of each group, drawn with a fixed seed."""
    chance, order = random.Random(SEED), []
    for _, members in itertools.groupby(sorted(qids, key=lambda q: (group_of(q), q)), key=group_of):
        members = list(members)
        chance.shuffle(members)
        order += members
    return {qid: place % count for place, qid in enumerate(order)}


def name_of(setting):
    return " ".join(setting) or "(default)"


def choose(results, settings, qids, column):
    """The first of the settings with the best mean."""
    return max(settings, key=lambda s: (means(results[s][qid] for qid in qids)[column], -settings.index(s)))


def cross_validate(settings, measure_setting, qids, count, measure):
    """`measure_setting` takes a list of options and gives {qid: tuple}. Prints all settings, the folds, and what is held out."""
    if count > len(qids):
        raise Fault(f"--folds {count}: only {len(qids)} queries")
    column, names = NAMES.index(measure), [name_of(s) for s in settings]
    results = {name: measure_setting(setting) for name, setting in zip(names, settings)}
    default = results.get("(default)") or measure_setting([])
    width = max(len(name) for name in (*names, "not chosen by these queries"))
    print_head("all queries", width)
    for name in names:
        print_row(name, len(qids), means(results[name].values()), width)
    folds, held_out = make_folds(qids, count), {}
    print(f"\n{count} folds, chosen by {measure}")
    print_head("fold: setting", width)
    for fold in range(count):
        rest = [qid for qid in qids if folds[qid] != fold]
        best = choose(results, names, rest, column)
        mine = {qid: results[best][qid] for qid in qids if folds[qid] == fold}
        held_out.update(mine)
        print_row(f"{fold + 1}: {best}", len(mine), means(mine.values()), width)
    print_row("not chosen by these queries", len(qids), means(held_out.values()), width)
    print("\nold: without options of the grid; new: chosen by the other folds")
    print_significance(default, held_out)
