#!/usr/bin/python3
"""A Modbus RTU master of another make, to ask simulated boards: pymodbus knows the standard and nothing of this project.

Debian package: python3-pymodbus.

  modbus_master.py PORT BAUD      then one question a line on the standard input, one answer a line:

  coils UNIT FIRST COUNT          inputs UNIT FIRST COUNT        registers UNIT FIRST COUNT     -> the values, 0-based
  coil UNIT RELAY 0|1             pulse UNIT RELAY TENTHS        (05 at 0200+n, by the relay boards' maker)   -> done
  register UNIT WHICH VALUE       several UNIT FIRST VALUE ...   (06, and 10)                   -> done
  Instead of an answer:  exception N, if the board refuses;  silent, if no answer came that pymodbus believes.
"""
import logging
import struct
import sys

try:
    from pymodbus.bit_write_message import WriteSingleCoilRequest
    from pymodbus.client import ModbusSerialClient
    from pymodbus.pdu import ExceptionResponse
except ImportError as missing:
    sys.exit(f"modbus_master.py: {missing}; install the Debian package python3-pymodbus")

ANSWERS_WITHIN = 2.0  # seconds


class Pulse(WriteSingleCoilRequest):
    """The standard knows on and off only; relay boards take a number of tenths of a second at 0200+n."""

    def __init__(self, relay, tenths, unit):
        super().__init__(0x0200 + relay, True, unit)
        self.tenths = tenths

    def encode(self):
        return struct.pack(">HH", self.address, self.tenths)


def ask(client, what, unit, first, *values):
    if what == "coils":
        return client.read_coils(first, values[0], slave=unit), values[0]
    if what == "inputs":
        return client.read_discrete_inputs(first, values[0], slave=unit), values[0]
    if what == "registers":
        return client.read_holding_registers(first, values[0], slave=unit), values[0]
    if what == "coil":
        return client.write_coil(first, values[0] == 1, slave=unit), 0
    if what == "pulse":
        return client.execute(Pulse(first, values[0], unit)), 0
    if what == "register":
        return client.write_register(first, values[0], slave=unit), 0
    if what == "several":
        return client.write_registers(first, list(values), slave=unit), 0
    raise SystemExit(f"modbus_master.py: no such question: {what}")


def told(answer, count):
    if isinstance(answer, ExceptionResponse):
        return f"exception {answer.exception_code}"
    if answer.isError():
        return "silent"
    values = getattr(answer, "registers", None) or getattr(answer, "bits", [])
    return " ".join(str(int(value)) for value in values[:count]) if count else "done"


def main():
    # A port that does not open, or an answer that is none, is said by us in one word.
    logging.getLogger("pymodbus").setLevel(logging.CRITICAL)
    port, baud = sys.argv[1:]
    client = ModbusSerialClient(port, baudrate=int(baud), parity="N", timeout=ANSWERS_WITHIN)
    if not client.connect():
        sys.exit(f"modbus_master.py: {port} does not open")
    for line in sys.stdin:
        what, *numbers = line.split()
        print(told(*ask(client, what, *(int(number) for number in numbers))), flush=True)
    client.close()


if __name__ == "__main__":
    main()
