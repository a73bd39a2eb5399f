"""Names and published figures in, concepts out: what a name in a policy or a claim refers to.

The shared vocabulary (``policies/vocabulary/concepts.csv``) gives each concept an id, a printed and any
number of accepted names in both languages, a kind and its parts; ``statistics.csv`` beside it holds
published figures. This stage reads both, answers which concept a name means, what is a part of what, and
which concepts a misspelt name may have meant.

Names that a policy declares for itself are added with :meth:`Vocabulary.with_local`; the shared object
never changes.

Left to others: whether a concept may stand where it was written (``compiler/resolve``,
``compiler/claims``), what a document means by a name it defines (``compiler/resolve``), which year's figure
a document uses (``compiler/rules``).
"""

from tiaowen.compiler.vocabulary.load import load_statistics, load_vocabulary, read_concepts, read_statistics
from tiaowen.compiler.vocabulary.model import Clash, Concept, Figure, VocabularyError
from tiaowen.compiler.vocabulary.names import name_key
from tiaowen.compiler.vocabulary.vocabulary import Vocabulary

__all__ = [
    "Clash",
    "Concept",
    "Figure",
    "Vocabulary",
    "VocabularyError",
    "load_statistics",
    "load_vocabulary",
    "name_key",
    "read_concepts",
    "read_statistics",
]
