"""A search index in shards: a query fetches the few that hold its words.

`tokens` says which terms an entry has and how much they count, `postings` merges the entries of
all workers, `shards` cuts the result into files. The browser's half is the theme's
`search-index.js`; both fold and divide text alike, from the tables of `generator.text.fold`.
"""
