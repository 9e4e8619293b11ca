"""The question workbook: what the processes require, asked of vendors, to be filled in and read again."""
