import uuid

import pytest

from vault import crypto

PLACE = {"table": "signup", "row": "1", "field": "contact"}


def test_opens_what_it_sealed():
    sealed = crypto.seal(b"Zo\xc3\xab", **PLACE)

    assert b"Zo" not in sealed
    assert crypto.open_sealed(sealed, **PLACE) == b"Zo\xc3\xab"


def test_never_seals_the_same_way_twice():
    assert crypto.seal(b"x", **PLACE) != crypto.seal(b"x", **PLACE)


@pytest.mark.parametrize("change", [{"table": "t"}, {"row": "2"}, {"field": "people"}])
def test_does_not_open_in_another_place(change):
    sealed = crypto.seal(b"x", **PLACE)

    with pytest.raises(crypto.CannotOpen):
        crypto.open_sealed(sealed, **(PLACE | change))


def test_does_not_open_after_a_change_of_one_bit():
    sealed = bytearray(crypto.seal(b"x", **PLACE))

    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(crypto.CannotOpen):
            crypto.open_sealed(bytes(changed), **PLACE)


def test_an_older_key_still_opens_and_the_newest_seals(settings):
    old = crypto.seal(b"x", **PLACE)

    settings.DATA_KEYS = settings.DATA_KEYS | {"10": "OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg="}

    assert crypto.open_sealed(old, **PLACE) == b"x"
    assert crypto.seal(b"x", **PLACE)[1:3] == b"10"


def test_a_value_without_its_key_does_not_open(settings):
    sealed = crypto.seal(b"x", **PLACE)

    settings.DATA_KEYS = {"2": settings.DATA_KEYS["1"]}

    with pytest.raises(crypto.CannotOpen):
        crypto.open_sealed(sealed, **PLACE)


def test_an_address_has_one_fingerprint_however_it_is_written():
    assert crypto.email_index(" Anna@Post.example ") == crypto.email_index("anna@post.example")
    assert crypto.email_index("") == ""


def test_a_token_fits_only_its_own_signup_purpose_and_version():
    key = uuid.uuid4()
    token = crypto.link_token(key, purpose="manage", version=1)

    assert crypto.token_fits(token, key, purpose="manage", version=1)
    assert not crypto.token_fits(token, uuid.uuid4(), purpose="manage", version=1)
    assert not crypto.token_fits(token, key, purpose="calendar", version=1)
    assert not crypto.token_fits(token, key, purpose="manage", version=2)
    assert not crypto.token_fits("é" + token[1:], key, purpose="manage", version=1)
