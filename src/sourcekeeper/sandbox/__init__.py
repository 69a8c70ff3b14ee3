"""A miniature web and a stand-in for the Wayback Machine, on this machine only.

`server.Sandbox` starts both behind one HTTP(S) proxy on loopback; `join.join` finds one that runs already.
Nothing in this room ever opens a connection to another machine: every answer is made up here, from the address asked
for and a seed.
"""
