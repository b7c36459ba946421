"""Papers (文书): the sheet in Word and PDF, from one text. No table."""
