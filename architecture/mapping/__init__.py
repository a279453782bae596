"""Maps of the model: what stands on each, read within a viewer's scope.

`catalogue` names the views and the question that each answers; a view has a module of
its name that reads the model and hands values to the one in `architecture.maps`, which
says what the picture holds.
"""
