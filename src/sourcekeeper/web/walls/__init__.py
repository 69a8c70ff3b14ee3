"""Pages that are not what was cited, told by what they show: `marks` has the rules, `*_words` the words. Pure."""
