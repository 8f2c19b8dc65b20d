namespace YongAi.Edge.Uplink;

/// <summary>What a cabinet reads and how it is, once a minute. Nobody decides by it, and it may be lost.</summary>
/// <param name="Cabinet">Whose it is.</param>
/// <param name="Boot">Drawn at each start of the program; 16 lower-case hex digits.</param>
/// <param name="Samples">Oldest first; one a minute, more after a time without a link.</param>
public sealed record TelemetryBatch(string Cabinet, string Boot, IReadOnlyList<TelemetrySample> Samples)
{
    /// <summary>After this nobody wants it any more; the broker throws it away (cloud contract).</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromSeconds(600);
}

/// <summary>The readings of one minute.</summary>
/// <param name="At">When, by the cabinet's wall clock.</param>
/// <param name="TimeTrust">How far that clock was believed: trusted, holdover, untrusted or assumed.</param>
/// <param name="Slots">Every slot, by number.</param>
/// <param name="Health">How the program does.</param>
/// <param name="Sensors">Contacts, gauges and outputs beyond the slots; left out where the cabinet has none.</param>
public sealed record TelemetrySample(DateTimeOffset At, string TimeTrust, IReadOnlyList<SlotSample> Slots, HealthSample Health,
    IReadOnlyList<SensorSample>? Sensors = null);

/// <summary>The last word of one contact, gauge or output. What was never read since the start is left out.</summary>
/// <param name="Name">Its name in the site file.</param>
/// <param name="Use">What it tells, looks at or switches.</param>
/// <param name="Slot">The slot it belongs to; left out: the whole cabinet.</param>
/// <param name="Active">A contact is active, an output is on.</param>
/// <param name="Values">A gauge's values by quantity: temperature in degrees Celsius, humidity in per cent, voltage in V, current in A, power in W,
/// energy in Wh, frequency in Hz, power-factor.</param>
/// <param name="AgeS">Age of that word, in seconds.</param>
public sealed record SensorSample(string Name, string Use, int? Slot = null, bool? Active = null, IReadOnlyDictionary<string, double>? Values = null,
    double? AgeS = null);

/// <summary>The last readings of one slot. What was never read since the start is left out.</summary>
/// <param name="Slot">Its number.</param>
/// <param name="Door">open, closed or unknown.</param>
/// <param name="DoorAgeS">Age of that word, in seconds.</param>
/// <param name="Present">What the presence switch said.</param>
/// <param name="Pack">Serial of the pack that was last read there.</param>
/// <param name="PackAgeS">Age of the pack's reading, in seconds.</param>
/// <param name="ChargePercent">State of charge by the pack's own meter.</param>
/// <param name="Volts">Pack voltage.</param>
/// <param name="Amps">Current, into the pack positive.</param>
/// <param name="Coldest">Lowest of its temperature sensors, in degrees Celsius.</param>
/// <param name="Hottest">Highest of them.</param>
/// <param name="Faults">What its BMS complains of.</param>
/// <param name="ChargerOn">The charger's relay as read back.</param>
public sealed record SlotSample(int Slot, string Door, double? DoorAgeS = null, bool? Present = null, string? Pack = null,
    double? PackAgeS = null, int? ChargePercent = null, double? Volts = null, double? Amps = null, double? Coldest = null,
    double? Hottest = null, IReadOnlyList<string>? Faults = null, bool? ChargerOn = null);

/// <summary>How the program does.</summary>
/// <param name="UptimeS">Since its start, in seconds.</param>
/// <param name="Outbox">How far the receiver is behind.</param>
/// <param name="Lines">Every serial line, by name.</param>
/// <param name="Refusals">What was refused since the start, by reason.</param>
/// <param name="Links">Links to the broker since the start.</param>
/// <param name="LinksLost">Links lost or not made since the start.</param>
/// <param name="SamplesLost">Samples that were thrown away unsent since the start.</param>
/// <param name="Store">What the journal takes; left out until it is measured.</param>
/// <param name="BytesWritten">Written to the disk by this program since its start, as the kernel counts.</param>
public sealed record HealthSample(long UptimeS, OutboxSample Outbox, IReadOnlyList<LineSample> Lines,
    IReadOnlyDictionary<string, long> Refusals, long Links, long LinksLost, long SamplesLost, StoreSample? Store = null,
    long? BytesWritten = null);

/// <summary>How far the receiver is behind.</summary>
/// <param name="Last">Last position on disk.</param>
/// <param name="Acknowledged">The receiver has everything up to here.</param>
/// <param name="Depth">How many are between.</param>
public sealed record OutboxSample(long Last, long Acknowledged, long Depth);

/// <summary>What the journal takes.</summary>
public sealed record StoreSample(long Bytes, long BytesMax, long Rows, long RowsMax);

/// <summary>One serial line since the start.</summary>
/// <param name="Line">Its name.</param>
/// <param name="Up">True while it is open.</param>
/// <param name="Answered">Requests with a reply.</param>
/// <param name="Unanswered">Requests without a reply in time.</param>
/// <param name="Strays">Whole frames that answered nothing.</param>
/// <param name="Echoes">Our own requests, sent back by the adapter.</param>
/// <param name="NoiseBytes">Bytes that belonged to no frame.</param>
public sealed record LineSample(string Line, bool Up, long Answered, long Unanswered, long Strays, long Echoes, long NoiseBytes);
