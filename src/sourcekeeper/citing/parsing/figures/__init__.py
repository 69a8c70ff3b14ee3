"""What a citation tells in figures: dates, volumes, pages, the numbers of reports. Pure."""
