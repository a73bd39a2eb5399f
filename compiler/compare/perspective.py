"""A comparison seen by somebody else: what the people assisted gain, the fund that pays loses.

What is paid stays as it is; gains and losses, and the effects that stand for them, change sides. Left to others: the
words for it (``printing``).
"""

from __future__ import annotations

from attrs import evolve

from tiaowen.compiler.compare.model import Change, Comparison, Perspective, Proof, Scene


def seen_by(comparison: Comparison, perspective: Perspective) -> Comparison:
    """Return a comparison as seen by the people assisted or by the fund."""
    if comparison.perspective is perspective:
        return comparison
    return evolve(
        comparison,
        facets=tuple(map(_row, comparison.facets)),
        scenes=tuple(map(_scene, comparison.scenes)),
        perspective=perspective,
    )


def _scene(scene: Scene) -> Scene:
    return evolve(scene, rows=tuple(map(_row, scene.rows)))


def _row(row: Change) -> Change:
    stretches = tuple(
        evolve(each, stretches=tuple(evolve(one, effect=one.effect.mirrored) for one in each.stretches))
        for each in row.missing
    )
    return evolve(row, effect=row.effect.mirrored, proof=_proof(row.proof), missing=stretches)


def _proof(proof: Proof | None) -> Proof | None:
    if proof is None:
        return None
    return evolve(
        proof,
        gains=proof.losses,
        losses=proof.gains,
        max_gain=proof.max_loss,
        max_loss=proof.max_gain,
        gain_from=proof.loss_from,
        loss_from=proof.gain_from,
    )
