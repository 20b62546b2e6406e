"""What a call is told to do next, whoever has the exchange."""

from dataclasses import dataclass, field


@dataclass
class Say:
    """Let the caller hear something.

    :ivar prompts: pairs of code and language (hi, en)
    """

    prompts: list


@dataclass
class Ask:
    """Let the caller hear something, and wait for keys.

    :ivar step: that is gone to with the keys
    :ivar digits: most of them; a hash ends them earlier
    :ivar seconds: to wait for each
    :ivar otherwise: verbs for whoever presses nothing
    """

    step: str
    prompts: list
    digits: int = 1
    seconds: int = 4
    otherwise: list = field(default_factory=list)


@dataclass
class Record:
    """Take down what the caller says after a tone, until a hash, a zero, or silence.

    :ivar step: that is gone to with what was said
    :ivar otherwise: verbs for whoever says nothing
    """

    step: str
    otherwise: list = field(default_factory=list)


@dataclass
class Dial:
    """Put the caller through to a phone.

    :ivar number: as it is dialled
    :ivar step: that is gone to with how it ended
    :ivar is_recorded: what is said then is taken down: only of who has agreed
    """

    number: str
    step: str
    is_recorded: bool = False


@dataclass
class HangUp:
    """End the call."""


def prompts_of(verbs):
    """:return: set of pairs of code and language of all that callers may hear of these"""
    found = set()
    for verb in verbs:
        found.update(getattr(verb, "prompts", ()))
        found |= prompts_of(getattr(verb, "otherwise", ()))
    return found


@dataclass
class Told:
    """What a provider says of a call as it goes on.

    :ivar call_id: the provider's identifier of it
    :ivar step: that it has come to; empty where it begins
    :ivar sender: who calls, as the network says; empty of who withholds it
    :ivar keys: that were pressed
    :ivar dialled: how putting it through ended: ANSWERED, RANG_OUT, or FAILED
    :ivar recording: by which what was said is asked for
    :ivar mimetype: of that
    """

    call_id: str
    step: str = ""
    sender: str = ""
    keys: str = ""
    dialled: str = ""
    recording: str = ""
    mimetype: str = ""
    is_hung_up: bool = False


ANSWERED, RANG_OUT, FAILED = "answered", "rang_out", "failed"
