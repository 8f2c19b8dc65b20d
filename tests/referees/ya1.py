#!/usr/bin/python3
"""Writes rider codes YA1 from the public page alone: an implementation that shares nothing with the cabinet's reader.

Debian packages: python3-cbor2 python3-cryptography.

  ya1.py bound   --key seeds/issuers/demo-credential.pem --rider r-1 --rights swap:48V24Ah --at 1790000000
  ya1.py bearer  --key ... --rider r-1 --rights swap:48V24Ah --aud NB-DEMO-01 --at 1790000000
  ya1.py vectors --seeds seeds            writes seeds/codes/*.txt and index.json anew
"""
import argparse
import hashlib
import json
import os
import sys
import time

try:
    import cbor2
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, utils
except ImportError as missing:
    sys.exit(f"ya1.py: {missing}; install the Debian packages python3-cbor2 and python3-cryptography")

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
ES256 = -7


def base45(data):
    """RFC 9285: two bytes become three characters, a last single byte becomes two; least digit first."""
    text = []
    for i in range(0, len(data), 2):
        group = data[i:i + 2]
        number = int.from_bytes(group, "big")
        for _ in range(len(group) + 1):
            text.append(ALPHABET[number % 45])
            number //= 45
    return "".join(text)


def base45_back(text):
    data = bytearray()
    for i in range(0, len(text), 3):
        group = text[i:i + 3]
        number = sum(ALPHABET.index(c) * 45 ** n for n, c in enumerate(group))
        data += number.to_bytes(len(group) - 1, "big")
    return bytes(data)


def point(key):
    """The uncompressed point, 65 bytes."""
    return key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def kid(key):
    return hashlib.sha256(point(key)).digest()[:8]


def load(path):
    with open(path, "rb") as pem:
        return serialization.load_pem_private_key(pem.read(), password=None)


def sign1(key, header, payload, aad, tagged=False):
    """COSE_Sign1 of RFC 9052 with ES256 and an empty unprotected header."""
    protected = cbor2.dumps(header)
    body = payload if isinstance(payload, bytes) else cbor2.dumps(payload)
    to_sign = cbor2.dumps(["Signature1", protected, aad, body])
    r, s = utils.decode_dss_signature(key.sign(to_sign, ec.ECDSA(hashes.SHA256())))
    message = [protected, {}, body, r.to_bytes(32, "big") + s.to_bytes(32, "big")]
    return cbor2.dumps(cbor2.CBORTag(18, message) if tagged else message)


def confirmation(rider_key, compressed=False):
    raw = point(rider_key)
    x, y = raw[1:33], raw[33:]
    return {1: {1: 2, -1: 1, -2: x, -3: bool(y[-1] & 1) if compressed else y}}


def credential(key, issuer, rider, rights, nbf, exp, iat, cnf=None, aud=None, tagged=False, **more):
    """more: limits, pack, epoch, tail, purpose."""
    names = {"limits": 2, "pack": 3, "epoch": 4, "tail": 5, "purpose": 6}
    about = {1: rights}
    about.update({names[name]: value for name, value in more.items() if value is not None})
    claims = {1: issuer, 2: rider, 4: exp, 5: nbf, 6: iat, 7: os.urandom(16), -70001: about}
    if aud is not None:
        claims[3] = aud
    if cnf is not None:
        claims[8] = cnf
    return sign1(key, {1: ES256, 4: kid(key)}, claims, b"ya1/credential", tagged)


def presentation(rider_key, cred, purpose, iat, counter, nonce=None, aud=None):
    moment = {1: purpose, 2: counter}
    if nonce is not None:
        moment[3] = nonce
    claims = {6: iat, -70002: moment}
    if aud is not None:
        claims[3] = aud
    return sign1(rider_key, {1: ES256}, claims, hashlib.sha256(cred).digest())


def voucher(key, issuer, rider, item, count, iat, exp):
    claims = {1: issuer, 2: rider, 4: exp, 6: iat, 7: os.urandom(16), -70003: {1: item, 2: count}}
    return sign1(key, {1: ES256, 4: kid(key)}, claims, b"ya1/voucher")


def text(code):
    return "YA1:" + base45(code if isinstance(code, bytes) else cbor2.dumps(code))


def nonce_of(shown):
    """Reads what the cabinet shows: YA1N: and the Base45 of the CBOR array [cabinet id, nonce]."""
    if not shown.startswith("YA1N:"):
        sys.exit("ya1.py: --nonce wants the text that the cabinet shows, it begins with YA1N:")
    cabinet, nonce = cbor2.loads(base45_back(shown[5:]))
    return cabinet, nonce


class Writer:
    """Codes of one rider of one issuer at one time."""

    def __init__(self, key, at, issuer="demo", rider="r-1001", rights=("swap:48V24Ah",)):
        self.key, self.at, self.issuer, self.rider, self.rights = key, at, issuer, rider, list(rights)
        self.rider_key = ec.generate_private_key(ec.SECP256R1())

    def credential(self, compressed=False, **changes):
        given = dict(nbf=self.at - 3600, exp=self.at + 3 * 86400, iat=self.at - 3600, cnf=confirmation(self.rider_key, compressed))
        given.update(changes)
        return credential(self.key, self.issuer, self.rider, self.rights, **given)

    def bound(self, purpose="swap", iat=None, counter=1, nonce=None, shown_at=None, by=None, extra=(), **changes):
        cred = self.credential(**changes)
        shown = presentation(by or self.rider_key, cred, purpose, self.at if iat is None else iat, counter, nonce, shown_at)
        return text([cred, shown, *extra])

    def bearer(self, aud="NB-DEMO-01", purpose="swap", life=60, **changes):
        given = dict(nbf=self.at, exp=self.at + life, iat=self.at, cnf=None, aud=aud, purpose=purpose)
        given.update(changes)
        return text(self.credential(**given))


def vectors(seeds, at=1790000000):
    key, vouchers = load(f"{seeds}/issuers/demo-credential.pem"), load(f"{seeds}/issuers/demo-voucher.pem")
    stranger = ec.generate_private_key(ec.SECP256R1())
    w = Writer(key, at)
    two = Writer(key, at, rights=["swap:48V24Ah", "swap:60V30Ah"])
    goods = Writer(key, at, rights=["goods:water"])
    flipped = bytearray(w.credential())
    flipped[-1] ^= 1
    good = cbor2.loads(base45_back(w.bound()[4:]))
    water = voucher(vouchers, "demo", goods.rider, "water", 1, at - 60, at + 86400)
    made = [
        ("bound", 0, "ok", "a phone without network", w.bound()),
        ("bound-full", 0, "ok", "two rights, limits, pack, epoch, tail; key as x and sign; tag 18",
         two.bound(compressed=True, tagged=True, limits=[3, 1200], pack="YA48240000000017", epoch=0, tail="1234")),
        ("bound-site", 0, "ok", "for the whole site", w.bound(aud="site:ninghai-1", shown_at="NB-DEMO-01")),
        ("bearer", 0, "ok", "a phone with network", w.bearer()),
        ("voucher", 0, "ok", "water for points", goods.bound("goods:water", extra=[water])),
        ("return", 0, "ok", "a return needs no right", Writer(key, at, rights=[]).bound("return")),
        ("another-code", 1, "not-a-code", "the vaccination pass of another world", "HC1:6BF+70790T9WJWG.FKY*4GO0"),
        ("lower-case", 1, "not-a-code", "Base45 has no small letters", w.bound().lower()),
        ("trailing", 1, "malformed", "a byte after the end", text(cbor2.dumps(good) + b"\0")),
        ("alg-none", 1, "malformed", "the message names no algorithm",
         text(sign1(key, {1: 0, 4: kid(key)}, cbor2.loads(cbor2.loads(w.credential())[2]), b"ya1/credential"))),
        ("stranger", 2, "unknown-issuer", "signed with a key of nobody", Writer(stranger, at).bound()),
        ("other-name", 2, "unknown-issuer", "one issuer speaks as another", Writer(key, at, issuer="demo-two").bound()),
        ("forged", 3, "bad-signature", "the last bit of the issuer's signature",
         text([bytes(flipped), presentation(w.rider_key, bytes(flipped), "swap", at, 1)])),
        ("early", 4, "not-yet-valid", "begins in an hour", w.bound(nbf=at + 3600)),
        ("old", 4, "expired", "ended an hour ago", Writer(key, at - 4 * 86400).bound(iat=at, exp=at - 3600)),
        ("elsewhere", 4, "wrong-place", "for another cabinet", w.bearer(aud="NB-OTHER-02")),
        ("long-bearer", 5, "malformed", "a bearer code of an hour", w.bearer(life=3600)),
        ("stripped", 5, "malformed", "a bound credential without its presentation", text(good[0])),
        ("another-phone", 6, "bad-signature", "shown by a phone that the credential does not name", w.bound(by=stranger)),
        ("screenshot", 7, "stale", "made a minute ago", w.bound(iat=at - 60)),
        ("foreign-nonce", 7, "stale", "answers a nonce that this cabinet never gave",
         w.bound(nonce=bytes(range(16)), shown_at="NB-DEMO-01")),
        ("crew", 10, "no-right", "demo may not make crews", Writer(key, at, rights=["crew:open"]).bound("crew", aud="NB-DEMO-01")),
        ("goods-only", 10, "no-right", "a right to water is none to packs", goods.bound("swap")),
    ]
    folder = f"{seeds}/codes"
    os.makedirs(folder, exist_ok=True)
    index = []
    for name, check, expect, note, code in made:
        with open(f"{folder}/{name}.txt", "w", encoding="ascii", newline="\n") as file:
            file.write(code + "\n")
        index.append({"file": f"{name}.txt", "at": at, "check": check, "expect": expect, "note": note})
    with open(f"{folder}/index.json", "w", encoding="utf-8", newline="\n") as file:
        file.write("[\n" + ",\n".join("  " + json.dumps(row) for row in index) + "\n]\n")
    print(f"{len(index)} codes in {folder}")


def arguments():
    parser = argparse.ArgumentParser(description="writes rider codes YA1")
    commands = parser.add_subparsers(dest="form", required=True)
    seeds = commands.add_parser("vectors")
    seeds.add_argument("--seeds", default="seeds")
    for form in ("bound", "bearer"):
        command = commands.add_parser(form)
        command.add_argument("--key", required=True)
        command.add_argument("--issuer", default="demo")
        command.add_argument("--rider", default="r-1001")
        command.add_argument("--rights", default="swap:48V24Ah", help="comma separated")
        command.add_argument("--purpose", default="swap")
        command.add_argument("--at", type=int, default=int(time.time()))
        command.add_argument("--aud")
    commands.choices["bound"].add_argument("--nonce", help="the YA1N text that the cabinet shows")
    commands.choices["bound"].add_argument("--counter", type=int, default=1)
    commands.choices["bound"].add_argument("--compressed", action="store_true")
    return parser.parse_args()


def main():
    given = arguments()
    if given.form == "vectors":
        return vectors(given.seeds)
    writer = Writer(load(given.key), given.at, given.issuer, given.rider, given.rights.split(","))
    if given.form == "bearer":
        return print(writer.bearer(aud=given.aud, purpose=given.purpose))
    cabinet, nonce = nonce_of(given.nonce) if given.nonce else (None, None)
    return print(writer.bound(given.purpose, counter=given.counter, nonce=nonce, shown_at=cabinet, aud=given.aud,
                              compressed=given.compressed))


if __name__ == "__main__":
    main()
