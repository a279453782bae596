"""Steps taken on the working page, as its form sends them."""


def fields(kota, usulan, code, **said):
    """Return what a form sends; `suara` is the step's name of its radio."""
    step = kota.step(usulan, code)
    prefix = f"langkah-{step.id}-"
    sent = {f"{prefix}{name}": value for name, value in said.items()}
    return {f"{prefix}version": str(step.version), **sent}


def send(kota, browser, usulan, code, who, status=200, **said):  # noqa: PLR0917 - one line
    """Take a step as somebody; return the page that answers."""
    step = kota.step(usulan, code)
    sent = fields(kota, usulan, code, **said)
    browser.sign_in(kota.accounts[who])
    url = f"/telaah/{usulan.id}/langkah/{step.id}"
    page = browser.post(url, sent, status, content_type="multipart/form-data")
    kota.session.expire_all()
    return page
