"""The two readings of an address whose full stop may be the sentence's."""

from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.model import Address
from sourcekeeper.web.addresses.finder import find_addresses

PATHS = st.from_regex(r"/[a-z0-9/_-]{1,20}", fullmatch=True)


@given(PATHS, st.sampled_from([".", ".)", "., ", " ", ",", "...", ".»"]))
def test_reading_an_address_otherwise_twice_changes_nothing_and_what_was_cited_stays(path, end):
    for address in find_addresses(f"See (https://a.example{path}{end}"):
        other = address.read_otherwise()
        assert other.cited == address.cited
        assert other.read_otherwise() == address
        assert (other == address) == (address.other_reading is None)
        if address.other_reading is not None:
            assert {address.url, other.url} == {address.cited, f"{address.cited}."}
            assert other.marks == (*address.marks, "untrimmed")


def test_an_address_with_one_reading_has_no_other():
    plain = Address(cited="https://a.example/x", url="https://a.example/x")
    assert plain.other_reading is None
    assert plain.read_otherwise() is plain
