"""The parser of one line: the library's tables and what its rules build, gone through by a loop of our own.

Turns a :class:`~tiaowen.dsl.lexer.LineInput` into a node of the tree, or tells where it cannot be one. The library's
loop is made for long texts: what it sets up for each takes as long as reading a line of six tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from lark import Lark, Token, UnexpectedToken
from lark.grammar import Rule
from lark.lexer import LexerThread
from lark.parsers.lalr_analysis import Shift
from lark.parsers.lalr_parser_state import ParseConf

from tiaowen.dsl.lexer import LineInput
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Span

Build: TypeAlias = Callable[[list[object]], object]
_END = Token("$END", "")


class LineParser:
    """The loop over the tables of a parser."""

    def __init__(self, parser: Lark) -> None:
        """Take the tables, the lexer and what each rule builds."""
        begun = parser.parse_interactive(LineInput(Source.of("", ""), (Span(0, 0),)))
        conf = begun.parser_state.parse_conf
        self.lexer = begun.lexer_thread.lexer
        self.conf: ParseConf[int] = conf
        self.rules: dict[int, tuple[int, str, Build]] = {
            id(rule): (len(rule.expansion), rule.origin.name, build)
            for rule, build in conf.callbacks.items()
            if isinstance(rule, Rule)
        }

    def parse(self, line: LineInput) -> object:
        """Return what a line builds.

        Raises ``UnexpectedToken`` at the token that cannot stand there, or at the end of a line that cannot end there;
        and what a rule raises that finds a mistake in what it is to build.
        """
        reading = _Building(self)
        stop = reading.follow(line)
        if stop is None and reading.take(_END):
            return reading.values[-1]
        raise UnexpectedToken(_END if stop is None else stop, set())  # type: ignore[no-untyped-call]  # the library's

    def refuses(self, line: LineInput) -> Token | None:
        """Return the token at which :meth:`parse` would stop, None when it would read the line or find a mistake in it.

        Nothing is built, which most of the lines that are only tried are not worth.
        """
        stop = _Following(self).follow(line)
        return stop if stop is not None or _END.type in line.at_end else _END


class _Following:
    """The states that the parser goes through; the lexer asks for them."""

    def __init__(self, parser: LineParser) -> None:
        self.parse_conf = parser.conf
        self.state_stack = [parser.conf.start_state]
        self.lexer = parser.lexer
        self.rules = parser.rules

    def follow(self, line: LineInput) -> Token | None:
        """Go through the tokens of a line; return the one that cannot be taken."""
        thread = LexerThread.from_custom_input(self.lexer, line)
        assert thread.state is not None
        for token in self.lexer.lex(thread.state, self):
            if not self.take(token):
                return token
        return None

    def take(self, token: Token) -> bool:
        """Go on by a token; return whether it can stand here."""
        states, stack, rules, kind = self.parse_conf.states, self.state_stack, self.rules, token.type
        while found := states[stack[-1]].get(kind):
            action, argument = found
            if action is Shift:
                stack.append(argument)
                return True
            size, origin, _ = rules[id(argument)]
            if size:
                del stack[-size:]
            stack.append(states[stack[-1]][origin][1])
        return False


class _Building(_Following):
    """The states, with what the rules build on the way."""

    def __init__(self, parser: LineParser) -> None:
        super().__init__(parser)
        self.values: list[object] = []

    def take(self, token: Token) -> bool:
        """Go on by a token; return whether it can stand here. At the end the last value is the line."""
        states, last = self.parse_conf.states, self.parse_conf.end_state
        stack, values, rules, kind = self.state_stack, self.values, self.rules, token.type
        while found := states[stack[-1]].get(kind):
            action, argument = found
            if action is Shift:
                stack.append(argument)
                values.append(token)
                return True
            size, origin, build = rules[id(argument)]
            children: list[object] = []
            if size:
                children = values[-size:]
                del stack[-size:], values[-size:]
            stack.append(states[stack[-1]][origin][1])
            values.append(build(children))
            if stack[-1] == last:
                return True
        return False
