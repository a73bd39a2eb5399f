"""Small invented documents with doubts, for tests: one that pays for care, one with funds, subsidies and dates."""

from __future__ import annotations

from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.dsl.diagnostics import Severity, render
from tiaowen.dsl.tree import Language

CARE = """policy town-2023 "Measures of a town"
region Yunnan
issued 2023-01-01

Article 1
recipients means class 1, class 2, class 3, elderly
class 1 means extremely poor people, orphans
class 2 means minimum living guarantee recipients
class 3 means low-income marginal family members
doubt eighty "Does 80 and over include the age of 80?"
  reading inclusive, adopted: elderly means minimum living guarantee recipients, where age at least 80 years old
  reading exclusive: elderly means minimum living guarantee recipients, where age over 80 years old

Article 2
for inpatient assistance:
  covers inpatient
  counts in-scope expenses after basic medical insurance
  class 1: ratio 80%
  class 2: ratio 50% up to 10,000 yuan, 70% over 10,000 yuan
  class 3: ratio 40%
  elderly: deductible 500 yuan
  doubt slices "Does a rate bear on its slice, or the one reached on the whole?" / "比例按段适用，还是全额适用？"
    reading by-slice, adopted: ratio applies by slice
    reading whole "the rate it reaches": ratio applies by whole amount

Article 3
for inpatient assistance, outpatient assistance:
  class 1, class 2, class 3: cap 20,000 yuan
  doubt shared "One cap for both, or one each?"
    reading apart, adopted: cap accumulates per year for each benefit
    reading together: cap accumulates per year across benefits

Article 4
for outpatient assistance:
  covers outpatient
  counts in-scope expenses after basic medical insurance
  class 1, class 2: ratio 60%
  doubt unnamed "Class 3 is not named."
    reading open, adopted: class 3: ratio not stated
    reading nothing: class 3: not covered
    reading alike: class 3: ratio 60%
"""

BESIDE = """policy city-2023 "Measures of a city"
region Yunnan
issued 2022-12-01

Article 1
recipients means class 1, class 2
class 1 means extremely poor people, orphans
class 2 means minimum living guarantee recipients, severely disabled persons

Article 2
doubt several "Which of several identities counts?"
  reading outcome, adopted: several identities: most favourable outcome
  reading silent: no clause

Article 3
for inpatient assistance:
  doubt surgery "Is day surgery inpatient care?"
    reading included, adopted: covers inpatient, day surgery
    reading left-out: covers inpatient
  doubt insurers "Is supplementary insurance deducted?"
    reading deducted, adopted: counts in-scope expenses after basic medical insurance, supplementary medical insurance
    reading kept: counts in-scope expenses after basic medical insurance
  doubt referral "In principle: are those not referred left out?"
    reading out, adopted: excludes not referred, except emergency rescue
    reading paid: no clause
  class 1: ratio 80%
  class 2: deductible 1,000 yuan, ratio 60%
  doubt limit "Does the limit hold for class 1 too?"
    reading class-2, adopted: class 2: cap 30,000 yuan
    reading class-2: class 1: no cap
    reading all: class 1, class 2: cap 30,000 yuan

Article 4
for special-disease assistance:
  covers inpatient
  requires in-scope expenses over 50,000 yuan per admission
  counts in-scope expenses after basic medical insurance
  class 1, class 2: ratio 90%, cap 100,000 yuan
  doubt instead "Does it take the place of the other?"
    reading one, adopted: instead of inpatient assistance
    reading both: no clause

Article 5
for enrolment subsidy:
  class 1: full subsidy
  doubt tier "Seventy percent of what?"
    reading tier-1, adopted: class 2: subsidy 70% of tier 1 premium
    reading fixed: class 2: subsidy 200 yuan

Article 6
for overspend sharing:
  up to 3%: city reserve 100%
  over 3%: city reserve 50%, counties 50%
  doubt bands "Slice by slice or as a whole?"
    reading by-slice, adopted: ratio applies by slice
    reading whole: ratio applies by whole amount

Article 7
doubt start "From its issue, or thirty days later?"
  reading later, adopted: in force 30 days after issue
  reading issue: in force from 2022-12-01
doubt report "By when is the report due?"
  reading march, adopted: limit cumulative surplus at most 15% of fund budget
  reading june: no clause
"""


def doubtful(text: str, **readings: str) -> Compiled:
    """Compile a document without errors under some readings."""
    found = compile_text(text, "doubtful.policy", readings=readings)
    errors = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    assert not errors, render(errors, Language.EN)
    return found
