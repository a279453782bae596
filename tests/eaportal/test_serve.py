"""What a web worker does beside its first requests."""

import gc

from eaportal import serve


def test_the_collector_passes_over_the_index_of_a_warm_worker(app):
    try:
        serve.warm(app).join()

        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
