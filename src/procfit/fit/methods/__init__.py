"""Second opinions, one scoring method per module.

Every method takes ``utilities (vendors, capabilities)`` and ``weights (capabilities,)``. All of them but
the procfit score compare vendors with each other, so that what they say of two vendors can change when
a third comes or goes.
"""
