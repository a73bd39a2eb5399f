"""What is made of what: definitions in an order in which each comes after its members, without recursion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen


@frozen
class Nesting:
    """``order`` has every defined name after the defined names it is made of; ``cyclic`` are those that never come."""

    order: tuple[str, ...]
    depth: Mapping[str, int]
    cyclic: tuple[str, ...]


def nest(members: Mapping[str, Sequence[str]]) -> Nesting:
    """Order the keys of ``members`` so that each comes after those of its members that are keys themselves."""
    inner = {name: {m for m in made_of if m in members} for name, made_of in members.items()}
    outer: dict[str, list[str]] = {}
    for name, made_of in inner.items():
        for member in made_of:
            outer.setdefault(member, []).append(name)
    missing = {name: len(made_of) for name, made_of in inner.items()}
    order = [name for name, count in missing.items() if count == 0]
    depth = dict.fromkeys(order, 1)
    for name in order:
        for whole in outer.get(name, ()):
            missing[whole] -= 1
            depth[whole] = max(depth.get(whole, 1), depth[name] + 1)
            if missing[whole] == 0:
                order.append(whole)
    stuck = {name for name, count in missing.items() if count}
    return Nesting(tuple(order), depth, tuple(name for name in members if _turns(name, inner, stuck)))


def _turns(name: str, inner: Mapping[str, set[str]], stuck: set[str]) -> bool:
    """Return whether ``name`` is on a circle itself, not merely made of something that is."""
    if name not in stuck:
        return False
    reached: set[str] = set()
    queue = [name]
    while queue:
        for member in inner[queue.pop()] & stuck:
            if member == name:
                return True
            if member not in reached:
                reached.add(member)
                queue.append(member)
    return False
