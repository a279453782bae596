"""What a page of the inventory lists."""


def names(page):
    """Return the names of the applications in the table."""
    return [cell.a.text for cell in page.select("#daftar tbody th")]
