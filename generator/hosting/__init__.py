"""Where an output folder can go: git, the addresses and limits of hosts, the folder's files."""
