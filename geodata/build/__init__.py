"""How every derived file of the bundled data is made from ``geodata/wenzhou/inputs`` and one public package."""
