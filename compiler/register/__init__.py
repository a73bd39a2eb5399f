"""A register: the documents of many regions and years in one folder, and which of them governs a claim.

    register, findings = Register.of(documents)      compiled documents, in any order
    register.governing(region, day)                   the document in force, or None
    RegisterEngine(register).settle(visits)           records in the order of the claims, each with its document
    timeline(register, region)                        what was and is in force somewhere, by date

A folder becomes texts (``folder``), texts that were compiled become a register (``register``: which regions lie in
which, ``regions``; which document ends which, ``ends``), and each claim goes to the one document that governs its
region on its day (``settling``). Left to others: what a document says (``compiler/rules``), what a claim comes to
under it (``compiler/settle``).
"""

from tiaowen.compiler.register.folder import policy_files
from tiaowen.compiler.register.register import Document, Register
from tiaowen.compiler.register.settling import RegisterEngine
from tiaowen.compiler.register.timeline import Timeline, timeline

__all__ = ["Document", "Register", "RegisterEngine", "Timeline", "policy_files", "timeline"]
