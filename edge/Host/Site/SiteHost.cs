using System.Net;
using YongAi.Edge.Devices;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Host.Site;

/// <summary>What the site file says about the computer: folders, lines, the cloud, the clock. All paths are absolute.</summary>
/// <param name="DataFolder">Where journal and records live.</param>
/// <param name="Cloud">How the broker is reached.</param>
/// <param name="Http">Loopback address of health and state.</param>
/// <param name="Clock">Whom the wall clock is believed from.</param>
/// <param name="UtcOffset">Offset of local rules from UTC; +08:00 by default.</param>
/// <param name="Ports">The serial port of each line.</param>
/// <param name="Door">How the slots lie on the door.</param>
/// <param name="Store">How much the journal may take.</param>
/// <param name="Demo">Published demo keys in the trust store, as issuer/kind; only a development site may run with them.</param>
public sealed record SiteHost(string DataFolder, MqttAddress Cloud, IPEndPoint Http, ClockSource Clock, TimeSpan UtcOffset,
    ImmutableArray<LinePort> Ports, DoorLayout Door, StoreLimits Store, ImmutableArray<string> Demo)
{
    /// <summary>Slots serve without a proof of their wiring: for demos, tests and simulated sites.</summary>
    public bool ProofWaived { get; init; }

    /// <summary>The chips whose pins are used.</summary>
    public ImmutableArray<PinPort> Banks { get; init; } = [];

    /// <summary>Where the kernel shows its sensors.</summary>
    public string Sysfs { get; init; } = "/sys";

    /// <summary>Most that can be asked for, in MiB: some ten hours of a cabinet of 24 slots.</summary>
    public const int BusRecordMax = 256;

    /// <summary>How much of the bus is kept in the data folder, in MiB; 0 for nothing.</summary>
    public int BusRecordMiB { get; init; }
}

/// <summary>Whom the wall clock is believed from.</summary>
public enum ClockSource
{
    /// <summary>The kernel says whether it is synchronised.</summary>
    Kernel,
    /// <summary>The system clock is taken as trusted: for demos, tests and simulated sites.</summary>
    Assumed,
}

/// <summary>The serial port of one line.</summary>
public sealed record LinePort(LineId Line, string Path, int Baud)
{
    /// <summary>The bits of one character.</summary>
    public LineFormat Format { get; init; } = LineFormat.Bits8N1;

    /// <summary>The kernel turns the direction of a bare RS-485 transceiver.</summary>
    public bool Rs485 { get; init; }
}
