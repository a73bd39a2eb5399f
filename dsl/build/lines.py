"""Tree nodes for whole lines: the header, headings, scopes, clauses, definitions, and properties of benefits."""

from __future__ import annotations

from lark import Token

from tiaowen.dsl import tree
from tiaowen.dsl.build.norms import NormBuilder
from tiaowen.dsl.build.terms import join_brackets
from tiaowen.dsl.build.tokens import (
    FACETS,
    ROUNDINGS,
    Children,
    citation_of,
    date_of,
    extent,
    facet_of,
    first_of,
    integer_of,
    kinds,
    month_day,
    name_in,
    place_text,
    plain,
    tuples,
)
from tiaowen.dsl.mistakes import ClauseInTitle, Mistake, MixedTerms
from tiaowen.dsl.near import like_a_facet
from tiaowen.dsl.source import fold
from tiaowen.dsl.tree import Outcome, Period, Rounding, Strength, Text


class LineBuilder(NormBuilder):
    """Nodes of lines."""

    def start(self, c: Children) -> tree.Line:
        """Give the line itself."""
        line: tree.Line = c[0]
        return line

    # ── header ──

    def policy_line(self, c: Children) -> tree.PolicyLine:
        """Build the first line of a policy."""
        return tree.PolicyLine(c[1].text, first_of(c, Text))

    def number_line(self, c: Children) -> tree.Number:
        """Build the document number."""
        return tree.Number(c[1])

    def region_line(self, c: Children) -> tree.Region:
        """Build the regions."""
        return tree.Region(c[1])

    def issued_line(self, c: Children) -> tree.Issued:
        """Build date of issue and issuer."""
        return tree.Issued(date_of(c[1]), first_of(c, Text))

    def under_line(self, c: Children) -> tree.Under:
        """Build what the document is based on."""
        return tree.Under(c[1])

    def source_line(self, c: Children) -> tree.SourceLine:
        """Build where the original is."""
        return tree.SourceLine(c[1])

    def cite_range(self, c: Children) -> tuple[tree.Citation, tree.Citation]:
        """Build a closed range of citations."""
        cites = [citation_of(t) for t in kinds(c, "CITE")]
        return cites[0], cites[-1]

    def outline_line(self, c: Children) -> tree.Outline:
        """Build the outline."""
        return tree.Outline(tuple(tuples(c)))

    def use_line(self, c: Children) -> tree.Use:
        """Build the use of a vocabulary."""
        return tree.Use(c[1])

    def refines(self, c: Children) -> tree.Refines:
        """Build the higher documents."""
        return tree.Refines(c[1])

    # ── headings, scopes, clauses, definitions ──

    def heading_cite(self, c: Children) -> tree.HeadingCite:
        """Build one citation of a heading."""
        facets = tuple(facet_of(t) for t in kinds(c, *FACETS))
        return tree.HeadingCite(citation_of(c[0]), facets, span=extent(c))

    def heading(self, c: Children) -> tree.Heading:
        """Build a heading; a title holds no colon, or a clause pasted behind a number would vanish in it."""
        cites = tuple(x for x in c if isinstance(x, tree.HeadingCite))
        title = first_of(c, Text)
        for token in kinds(c, "TITLE"):
            if ":" in fold(token):
                raise Mistake(ClauseInTitle, token)
            first, _, second = str(token).partition(" / ")
            title = place_text(first.strip(), second.strip() or None, extent([token]))
        return tree.Heading(cites, title)

    def for_line(self, c: Children) -> tree.For:
        """Build a scope."""
        return tree.For(c[1])

    def amends(self, c: Children) -> tree.Amends:
        """Build what the next lines stand in the place of."""
        return tree.Amends(name_in(c), citation_of(kinds(c, "CITE")[0]))

    def clause(self, c: Children) -> tree.Clause | tree.FundRow:
        """Build a clause, or a fund row that opens with a mark (``滚存结余不足：县级承担100%``).

        A share is a fund's only if it is not called almost like a facet: ``支付比列60%`` is a slip, and pays nobody.
        """
        selector = c[0]
        terms = join_brackets([x for x in c[1:] if not isinstance(x, Token)])
        shares = tuple(t for t in terms if isinstance(t, tree.FundShare))
        if not shares:
            return tree.Clause(selector, terms)  # type: ignore[arg-type]
        misspelt = next((s for s in shares if like_a_facet(s.fund.text) and not s.fund.quoted), None)
        alone = len(selector.items) == 1 and not selector.except_ and not selector.where
        if misspelt or len(shares) != len(terms) or not alone:
            raise Mistake(MixedTerms, None, (misspelt or shares[0]).fund.span)
        return tree.FundRow(plain(selector.items)[0], shares)

    def means(self, c: Children) -> tree.Means:
        """Build a definition."""
        count = kinds(c, "COUNT")
        selector: tree.Selector = c[-1]
        return tree.Means(
            plain(c[0]),
            selector.items,
            integer_of(count[0]) if count else None,
            selector.except_,
            selector.where,
        )

    def means_where(self, c: Children) -> tree.Means:
        """Build a definition by conditions alone."""
        return tree.Means(plain(c[0]), (), where=tuples(c)[-1])

    def leaves_out(self, c: Children) -> tree.LeavesOut:
        """Build what a fact is counted without."""
        return tree.LeavesOut(c[0], tuples(c)[0])

    def previous_year(self, c: Children) -> tuple[str, object]:
        """Mark a lag of one year."""
        del c
        return "lag", 1

    def current_year(self, c: Children) -> tuple[str, object]:
        """Mark no lag."""
        del c
        return "lag", 0

    def year_before_last(self, c: Children) -> tuple[str, object]:
        """Mark a lag of two years."""
        del c
        return "lag", 2

    def rounding_mode(self, c: Children) -> Rounding:
        """Build how to round."""
        return ROUNDINGS[c[0].type]

    def basis_attribute(self, c: Children) -> tuple[str, object]:
        """Mark how the statistic is rounded."""
        return "rounding", c[0]

    def published_by(self, c: Children) -> tuple[str, object]:
        """Mark the publisher."""
        return "publisher", name_in(c)

    def called(self, c: Children) -> tuple[str, object]:
        """Mark the short name."""
        return "alias", name_in(c)

    def basis(self, c: Children) -> tree.Basis:
        """Build the use of a statistic."""
        found = dict(tuples(c))
        return tree.Basis(
            name_in(c), found.get("lag"), found.get("publisher"), found.get("alias"), found.get("rounding")
        )

    # ── properties ──

    def covers(self, c: Children) -> tree.Covers:
        """Build what a benefit is for."""
        lists = tuples(c)
        return tree.Covers(lists[0], lists[1] if len(lists) > 1 else ())

    def counts(self, c: Children) -> tree.Counts:
        """Build the base."""
        return tree.Counts(name_in(c), next(iter(tuples(c)), ()))

    def requires(self, c: Children) -> tree.Requires:
        """Build requirements."""
        return tree.Requires(tuples(c)[0])

    def excludes(self, c: Children) -> tree.Excludes:
        """Build exclusions with their exceptions."""
        lists = tuples(c)
        return tree.Excludes(lists[0], lists[1] if len(lists) > 1 else (), first_of(c, Strength))

    def instead_of(self, c: Children) -> tree.InsteadOf:
        """Build *instead of*."""
        return tree.InsteadOf(c[1])

    def accumulates(self, c: Children) -> tree.Accumulates:
        """Build how a facet accumulates."""
        period = first_of(c, Period)
        assert period is not None
        return tree.Accumulates(facet_of(c[0]), period, bool(kinds(c, "ACROSS")))

    def banded(self, c: Children) -> tree.Banded:
        """Build how brackets apply."""
        return tree.Banded(facet_of(c[0]), bool(kinds(c, "WHOLE")), first_of(c, Period))

    def several(self, c: Children) -> tree.Several:
        """Build the rule for several identities."""
        return tree.Several(Outcome.BEST_CLASS if kinds(c, "BEST_CLASS") else Outcome.BEST_OUTCOME)

    def identity_as_of(self, c: Children) -> tree.IdentityAsOf:
        """Build what fixes the identity."""
        return tree.IdentityAsOf(name_in(c))

    def pool(self, c: Children) -> tree.PoolLine:
        """Build a named counter."""
        return tree.PoolLine(c[1], tuples(c)[0])

    def rounding(self, c: Children) -> tree.RoundingLine:
        """Build how payments are rounded."""
        mode = first_of(c, Rounding)
        assert mode is not None
        return tree.RoundingLine(mode)

    def insurance_year(self, c: Children) -> tree.InsuranceYear:
        """Build the first day of the insurance year."""
        return tree.InsuranceYear(*month_day(kinds(c, "MONTH_DAY")[0]))

    def valid(self, c: Children) -> tree.Valid:
        """Build a benefit's own period."""
        dates = [date_of(t) for t in kinds(c, "DATE")]
        return tree.Valid(dates[0], dates[1] if len(dates) > 1 else None)
