#!/usr/bin/python3
"""Writes signed commands from the public contract alone: an implementation that shares nothing with the cabinet's reader.

Debian packages: python3-cbor2 python3-cryptography.

  command.py --seeds seeds            writes seeds/commands/*.hex and index.json anew
"""
import argparse
import json
import os

import ya1
from cryptography.hazmat.primitives.asymmetric import ec

AT = 1790000000


def signed(key, payload, aad=b"v1/command", tagged=True):
    """COSE_Sign1 over UTF-8 JSON; kid and content type in the protected header."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload, ensure_ascii=False).encode()
    return ya1.sign1(key, {1: ya1.ES256, 3: "application/json", 4: ya1.kid(key)}, body, aad, tagged)


def command(kind, args=None, issued=AT, life=300, **more):
    said = {"id": "c-1", "cabinet": "NB-DEMO-01", "type": kind, "issued": issued, "expires": issued + life,
            "by": "hotline", "reason": "asked by the rider"}
    if args is not None:
        said["args"] = args
    said.update(more)
    return {name: value for name, value in said.items() if value is not None}


def vectors(seeds):
    key, other = ya1.load(f"{seeds}/issuers/demo-command.pem"), ya1.load(f"{seeds}/issuers/demo-settings.pem")
    stranger = ec.generate_private_key(ec.SECP256R1())
    opened = command("slot.open", {"slot": 3})
    flipped = bytearray(signed(key, opened))
    flipped[-1] ^= 1
    twice = json.dumps(opened)[:-1] + ', "cabinet": "NB-OTHER-02"}'
    made = [
        ("open", "ok", "the hotline opens slot 3", signed(key, opened)),
        ("untagged", "ok", "without tag 18", signed(key, opened, tagged=False)),
        ("freeze", "ok", "a rider is frozen for all day", signed(key, command("rider.freeze", {"rider": {"iss": "demo", "sub": "r-1001"}}, life=86400))),
        ("release", "ok", "and released", signed(key, command("rider.freeze", {"rider": {"iss": "demo", "sub": "r-1001"}, "frozen": False}))),
        ("pause", "ok", "no by and no reason", signed(key, command("cabinet.pause", by=None, reason=None))),
        ("unknown-field", "ok", "a member nobody knows is passed over", signed(key, command("slot.disable", {"slot": 3, "colour": "red"}, ticket=17))),
        ("forged", "bad-signature", "the last bit of the signature", bytes(flipped)),
        ("stranger", "bad-signature", "a key of nobody", signed(stranger, opened)),
        ("settings-key", "bad-signature", "a key that signs settings", signed(other, opened)),
        ("as-settings", "bad-signature", "the right key, signed as another kind of word", signed(key, opened, b"v1/settings")),
        ("no-right", "no-right", "a type that this key may not order", signed(key, command("update.apply"))),
        ("elsewhere", "wrong-place", "for another cabinet", signed(key, command("slot.open", {"slot": 3}, cabinet="NB-OTHER-02"))),
        ("expired", "expired", "ended a minute ago", signed(key, command("slot.open", {"slot": 3}, AT - 360))),
        ("yesterday", "expired", "a pause that the broker kept", signed(key, command("cabinet.pause", None, AT - 90000, 86400))),
        ("long", "too-long-lived", "an opening that lives 11 minutes", signed(key, command("slot.open", {"slot": 3}, life=660))),
        ("long-pause", "too-long-lived", "a pause that lives 25 hours", signed(key, command("cabinet.pause", life=90000))),
        ("ahead", "not-yet-valid", "issued six minutes from now", signed(key, command("slot.open", {"slot": 3}, AT + 360))),
        ("unknown-type", "unknown-command", "a type of another world", signed(key, command("slot.polish", {"slot": 3}))),
        ("no-such-slot", "no-such-slot", "slot 13 of twelve", signed(key, command("slot.open", {"slot": 13}))),
        ("no-slot", "malformed", "which slot?", signed(key, command("slot.open"))),
        ("slot-as-text", "malformed", "a slot in quotes", signed(key, command("slot.open", {"slot": "3"}))),
        ("two-cabinets", "malformed", "one member twice", signed(key, twice.encode())),
        ("backwards", "malformed", "ends before it begins", signed(key, command("cabinet.pause", life=-1))),
        ("long-reason", "malformed", "a reason of 201 characters", signed(key, command("slot.open", {"slot": 3}, reason="x" * 201))),
        ("long-id", "malformed", "an id of 65 characters: nobody to answer to", signed(key, command("slot.open", {"slot": 3}, id="x" * 65))),
        ("no-id", "malformed", "no id: nobody to answer to", signed(key, command("slot.open", {"slot": 3}, id=None))),
        ("not-json", "malformed", "signed, and no JSON", signed(key, b"open slot 3")),
        ("oversize", "malformed", "5,000 characters of reason: not even opened", signed(key, command("slot.open", {"slot": 3}, reason="x" * 5000))),
        ("trailing", "malformed", "a byte after the end", signed(key, opened) + b"\0"),
        ("empty", "malformed", "nothing at all", b""),
    ]
    folder = f"{seeds}/commands"
    os.makedirs(folder, exist_ok=True)
    index = []
    for name, expect, note, message in made:
        with open(f"{folder}/{name}.hex", "w", encoding="ascii", newline="\n") as file:
            file.write(message.hex() + "\n")
        index.append({"file": f"{name}.hex", "at": AT, "expect": expect, "note": note})
    with open(f"{folder}/index.json", "w", encoding="utf-8", newline="\n") as file:
        file.write("[\n" + ",\n".join("  " + json.dumps(row) for row in index) + "\n]\n")
    print(f"{len(index)} commands in {folder}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="writes signed commands")
    parser.add_argument("--seeds", default="seeds")
    vectors(parser.parse_args().seeds)
