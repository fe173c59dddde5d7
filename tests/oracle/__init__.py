"""MediaWiki's own reading of wikitext, recorded and live, to measure the scanner against."""
