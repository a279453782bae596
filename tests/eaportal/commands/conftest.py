"""What runs a command of the portal."""

import pytest


@pytest.fixture
def run(app, session):
    """Give what runs a command and returns status, stdout and stderr."""

    def invoke(*words, text=None, status=0):
        session.commit()
        result = app.test_cli_runner().invoke(args=list(words), input=text)
        assert result.exit_code == status, (result.output, result.exception)
        session.expire_all()
        return result

    return invoke
