#!/usr/bin/python3
"""Modbus RTU slaves of another make, for our drivers: pymodbus keeps the registers, frames and answers.

Debian package: python3-pymodbus.

  modbus_slave.py STORE.json      says "ready", then one line for each write that came:  coils 40 0 1   registers 1 51 1   ...
                                  and takes one change a line on the standard input:     inputs 40 0 0 1 1

  STORE.json: [{"port": PATH, "baud": N, "units": {"40": {"coils": {"0": [0, 0]}, "inputs": {"0": [1]}, "registers": {"52": [22849]},
                "measured": {"1": [215, 456]}}}}]
  addresses are 0-based; what a unit does not hold is refused with exception 2. "answers_from": {"129": 81} answers as another unit.

A relay board's pulse (05 at 0200+n, tenths of a second) is what its maker's page says and no standard: coil n goes on, and off again.
"""
import asyncio
import json
import logging
import struct
import sys

try:
    from pymodbus.bit_write_message import WriteSingleCoilRequest, WriteSingleCoilResponse
    from pymodbus.datastore import ModbusServerContext, ModbusSlaveContext, ModbusSparseDataBlock
    from pymodbus.pdu import ModbusExceptions
    from pymodbus.server.async_io import ModbusSerialServer
except ImportError as missing:
    sys.exit(f"modbus_slave.py: {missing}; install the Debian package python3-pymodbus")

PULSES_FROM, PULSES_END, TENTHS_MOST = 0x0200, 0x0400, 0x7FFF
TABLES = {"coils": 1, "inputs": 2, "registers": 3, "measured": 4}  # and the function that reads each
WRITES = {1: "coils", 5: "coils", 15: "coils", 6: "registers", 16: "registers"}


class Unit(ModbusSlaveContext):
    """One slave; what a master writes is told."""

    def __init__(self, number, tables):
        blocks = {name: ModbusSparseDataBlock({int(first): list(values) for first, values in tables.get(name, {}).items()})
                  for name in TABLES}
        super().__init__(zero_mode=True, co=blocks["coils"], di=blocks["inputs"], hr=blocks["registers"],
                         ir=blocks["measured"])
        self.number = number

    def setValues(self, fc_as_hex, address, values):
        super().setValues(fc_as_hex, address, values)
        print(WRITES[fc_as_hex], self.number, address, *(int(value) for value in values), flush=True)

    def change(self, table, first, values):
        super().setValues(TABLES[table], first, values)


class PulseAnswer(WriteSingleCoilResponse):
    def encode(self):
        return struct.pack(">HH", self.address, self.value)


class PulseOrCoil(WriteSingleCoilRequest):
    """Function 05 with the number as it came."""

    def decode(self, data):
        super().decode(data)
        self.number = struct.unpack(">HH", data)[1]

    def execute(self, context):
        if not PULSES_FROM <= self.address < PULSES_END:
            return super().execute(context)
        relay = self.address - PULSES_FROM
        if not context.validate(self.function_code, relay, 1):
            return self.doException(ModbusExceptions.IllegalAddress)
        if not 0 < self.number <= TENTHS_MOST:
            return self.doException(ModbusExceptions.IllegalValue)
        context.setValues(self.function_code, relay, [True])
        asyncio.get_running_loop().call_later(self.number / 10, context.setValues, self.function_code, relay, [False])
        answer = PulseAnswer(self.address)
        answer.value = self.number
        return answer


async def serve(line):
    units = {int(number): Unit(int(number), tables) for number, tables in line["units"].items()}
    others = {int(asked): answers for asked, answers in line.get("answers_from", {}).items()}

    def as_another(response):
        response.unit_id = others.get(response.unit_id, response.unit_id)
        return response, False

    server = ModbusSerialServer(ModbusServerContext(slaves=units, single=False), port=line["port"], baudrate=line["baud"],
                                parity="N", ignore_missing_slaves=True, response_manipulator=as_another)
    server.decoder.register(PulseOrCoil)
    await server.start()
    if server.transport is None:
        sys.exit(f"modbus_slave.py: {line['port']} does not open")
    return server, units


async def main():
    logging.getLogger("pymodbus").setLevel(logging.CRITICAL)
    with open(sys.argv[1], encoding="utf-8") as file:
        served = [await serve(line) for line in json.load(file)]
    print("ready", flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        table, unit, first, *values = line.split()
        for _, units in served:
            if int(unit) in units:
                units[int(unit)].change(table, int(first), [int(value) for value in values])


if __name__ == "__main__":
    asyncio.run(main())
