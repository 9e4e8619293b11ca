"""The review as a workbook: written to be filled in by a team in a meeting, and read again."""
