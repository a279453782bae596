"""The rules of impact once more, as plainly as can be, with networkx."""

import networkx as nx

from architecture.impact import CARRIES, MOST_PATHS, Effect


def by_networkx(relations, keys, start):
    """Return what is reached: key → (effect, hops, other paths)."""
    edges = set(carried(relations))
    stopped = stopping(edges, start)
    graph = nx.DiGraph()
    graph.add_nodes_from(keys)
    for tail, head, group in edges:
        if group and (head not in stopped or tail in stopped):
            graph.add_edge(tail, head)
        if not group and tail in stopped and head not in stopped:
            graph.add_edge(tail, head)
    hops = nx.single_source_shortest_path_length(graph, start)
    return {
        key: (
            Effect.STOPS if key in stopped else Effect.WEAKENED,
            far,
            min(len(list(nx.all_shortest_paths(graph, start, key))), MOST_PATHS) - 1,
        )
        for key, far in hops.items()
        if key != start
    }


def carried(relations):
    """Yield what reaches what, and the group of what is stood on."""
    for source, verb, target in relations:
        if source == target:
            continue
        ways = ((target, source, "up"), (source, target, "down"))
        effects = (CARRIES[verb].to_source, CARRIES[verb].to_target)
        for (tail, head, way), effect in zip(ways, effects, strict=True):
            if effect is not None:
                yield tail, head, (head, verb, way) if effect is Effect.STOPS else None


def stopping(edges, start):
    """Return what stops: again and again whatever stands on stopped things alone."""
    stopped = {start}
    while True:
        groups = {}
        for tail, _, group in edges:
            if group:
                groups.setdefault(group, set()).add(tail)
        more = {group[0] for group, tails in groups.items() if tails <= stopped}
        if more <= stopped:
            return stopped
        stopped |= more
