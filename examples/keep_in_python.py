"""The whole job from Python, in the sandbox: read a text, visit and archive its sources, write the bibliography.

Run it with a text of yours: python examples/keep_in_python.py letter.txt
"""
