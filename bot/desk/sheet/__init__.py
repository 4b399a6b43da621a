"""Sheet: the content as a table, for editors who live in a spreadsheet.

``rows`` makes the table and reads what was changed in it, ``files`` writes and reads CSV and XLSX.
"""
