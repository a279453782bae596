"""Ask what stops with what, within a viewer's scope.

`reading` makes arrays of the tables, `following` keeps them in step with the database,
`asking` asks them and says the answer in elements; the rules stand in `impact`.
"""

from architecture.stopping.asking import Answer, Clause, Reached, ask, told
from architecture.stopping.following import Models, models

__all__ = ["Answer", "Clause", "Models", "Reached", "ask", "models", "told"]
