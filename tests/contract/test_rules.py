import pytest

from sourcekeeper.checking.verdicts import RULES
from sourcekeeper.testing.checking import RuleContract


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
class TestOurRules(RuleContract):
    @pytest.fixture(autouse=True)
    def _given(self, rule):
        self.rule = rule
