"""How an office's wish becomes a decision.

`drafting` is what the office writes, `submitting` how it goes to Kominfo, `deciding`
the steps there, `concluding` what a decision leads to, `planned` how what was approved
comes into a new plan, `queue` what is listed and found.  It stands above `inventory`,
`planning` and `letters` and calls them in the transaction of its caller.
"""
