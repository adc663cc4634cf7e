"""What is printed."""
from measures import NAMES, group_of, means
from significance import EQUAL, count_signs, randomisation_test, sign_test


def print_row(name, count, figures, width):
    print(f"{name:<{width}} {count:>7}" + "".join(f" {figure:>10.4f}" for figure in figures))


def print_head(name, width):
    print(f"{name:<{width}} queries" + "".join(f" {measure:>10}" for measure in NAMES))


def print_means(title, values, groups):
    """`values`: {qid: tuple}; with `groups` a row for each group, too."""
    rows = {"all": list(values.values())}
    if groups:
        for qid in sorted(values):
            rows.setdefault(group_of(qid) + "...", []).append(values[qid])
    width = max(len(name) for name in (title, *rows))
    print_head(title, width)
    for name, row in rows.items():
        print_row(name, len(row), means(row), width)


def format_p(p):
    return "<0.0002" if p < 0.0002 else f"{p:.4f}"


def print_significance(old, new):
    print(f"{'measure':<10} {'old':>7} {'new':>7} {'change':>8} {'better':>6} {'worse':>6} {'equal':>6}"
          f" {'p randomised':>12} {'p signs':>8}")
    for column, name in enumerate(NAMES):
        before, after = ([values[qid][column] for qid in old] for values in (old, new))
        differences = [b - a for a, b in zip(before, after)]
        better, worse, equal = count_signs(differences)
        mean_before, mean_after = sum(before) / len(before), sum(after) / len(after)
        print(f"{name:<10} {mean_before:7.4f} {mean_after:7.4f} {mean_after - mean_before:+8.4f}"
              f" {better:>6} {worse:>6} {equal:>6} {format_p(randomisation_test(differences)):>12}"
              f" {format_p(sign_test(differences)):>8}")


def print_changes(old, new, queries, measure, count):
    """The queries with the largest changes of a measure, with their text."""
    column = NAMES.index(measure)
    changes = sorted((new[qid][column] - old[qid][column], qid) for qid in old)
    for title, chosen in (("gains", changes[::-1]), ("losses", changes)):
        sign = 1 if title == "gains" else -1
        chosen = [(change, qid) for change, qid in chosen if sign * change > EQUAL][:count]
        print(f"\nlargest {title} of {measure}:" + ("" if chosen else " none"))
        for change, qid in chosen:
            print(f"{change:+.4f}  {old[qid][column]:.4f} -> {new[qid][column]:.4f}  {qid}  {queries.get(qid, '')}")
