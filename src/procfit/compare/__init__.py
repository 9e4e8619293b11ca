"""What changed between two maps, by meaning: steps, flows, lanes, head, and what that does to the figures.

`pairs` finds which step is which, `maps` tells the differences, `effects` measures and judges both
sides, `document` and `wording` say it to programs and to people. Nothing here reads files.
"""
