#!/usr/bin/env python3
"""Every #include "..." follows the list in CONTRIBUTING.md, which names every folder.

layers.py ROOT
"""
import os
import re
import sys

import tree


def allowed_graph(root):
    block = re.search(r"## Who may include whom\n```\n(.*?)```", tree.read(root, "CONTRIBUTING.md"), re.S).group(1)
    graph = {}
    for line in block.splitlines():
        folder, below = (part.strip() for part in line.split("->"))
        graph[folder] = set(below.split()) - {"nothing"}
    everything = {f for f in graph if f.startswith("common/")} - {"common/cli"}
    return {f: below - {"common"} | (everything if "common" in below else set()) | {f} for f, below in graph.items()}


def check_order(graph, faults):
    """the list itself is a hierarchy: nothing lies above itself"""
    done = set()
    while len(done) < len(graph):
        ready = [f for f in graph if f not in done and graph[f] - {f} <= done]
        if not ready:
            faults.append("the list of CONTRIBUTING.md has a circle among %s" % sorted(set(graph) - done))
            return
        done.update(ready)


def main():
    root = sys.argv[1]
    graph, faults, seen = allowed_graph(root), [], 0
    check_order(graph, faults)
    for path in tree.sources(root):
        folder = os.path.dirname(path)
        if folder not in graph:
            faults.append("%s: folder is missing in the list of CONTRIBUTING.md" % path)
            continue
        for number, line in enumerate(tree.read(root, path).splitlines(), 1):
            found = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            if not found:
                continue
            seen += 1
            if not os.path.isfile(os.path.join(root, found.group(1))):
                faults.append("%s:%d: %s is no path from the root" % (path, number, found.group(1)))
            elif os.path.dirname(found.group(1)) not in graph[folder]:
                faults.append("%s:%d: %s may not include %s" % (path, number, folder, found.group(1)))
    if faults:
        sys.exit("\n".join(faults))
    assert seen > 100, "no includes found: is ROOT right?"
    print("%d includes" % seen)


if __name__ == "__main__":
    main()
