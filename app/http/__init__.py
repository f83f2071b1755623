"""How answers travel: strict parameters, entity tags, compression and the cache of finished answers."""
