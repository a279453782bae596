"""What the web server loads, and what `flask --app wsgi` finds."""

import config
from eaportal import create_app

app = create_app(config.from_environment())
