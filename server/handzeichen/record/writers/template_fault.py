"""What is wrong with a town's Word template; apart from what reads one, so that whoever catches it loads no reader."""

from handzeichen.record import wording


class TemplateFault(Exception):
    """A template cannot be used; `sentence` says in German what is wrong, where, and what to do."""

    def __init__(self, what: str, **facts: object) -> None:
        self.sentence = wording.template(what, **facts)
        super().__init__(self.sentence)
